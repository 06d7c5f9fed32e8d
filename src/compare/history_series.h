/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_HISTORY_SERIES_H
#define BPFTAX_COMPARE_HISTORY_SERIES_H

/* What collecting a series and judging it share.  Private to src/compare. */

#include "compare/history.h"

/* Takes the reason over, which may be NULL without memory.  0 or -ENOMEM. */
int history_leave_out(struct history_series *series, size_t run, char *reason);

/* The sentence, and -ENOMEM. */
int history_no_memory(struct error *err);

#endif
