/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_PATH_AGREEMENT_H
#define BPFTAX_ANATOMY_PATH_AGREEMENT_H

/* Whether a path counts what the counters did.  A step of anatomy_make.h. */

#include "anatomy/anatomy.h"

/* frames: of so many events, the bare ones subtracted: every number of every function. */
bool path_agrees(const struct anatomy *anatomy, const struct frames *frames, uint64_t events);

#endif
