/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_BLOCKS_END_H
#define BPFTAX_RUN_BLOCKS_END_H

/*
 * After a block: has the workload had enough of them?  Internal to src/run.
 */

#include "run/course.h"

/*
 * By its rule, with a look at the intervals every stopping_stride() blocks, for the rule and for
 * the user to see, and at the first of them whether noise leaves any hope.  What ended it is noted
 * for the report.
 */
int blocks_end_ask(struct course *course, enum blocks_end *ret_end, struct error *err);

/* Whether another round of reloads, as long as those before it, would still fit the budget. */
int blocks_round_fits(struct course *course, enum blocks_end *ret_end, struct error *err);

#endif
