/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_ANATOMY_ORDER_H
#define BPFTAX_ANATOMY_ANATOMY_ORDER_H

/* The rows of an anatomy by its frames: their order, depth and layer.  A step of anatomy_make.h. */

#include "anatomy/anatomy.h"

/* 0 or -ENOMEM. */
int anatomy_rows_order(struct anatomy *anatomy);

#endif
