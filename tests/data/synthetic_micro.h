/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SYNTHETIC_MICRO_H
#define SYNTHETIC_MICRO_H

/* The reloads of a synthetic run of micro. */

#include "synthetic_writer.h"

int synthetic_reloads_add(struct synthetic_writer *writer);

#endif
