/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_COURSE_BLOCKS_H
#define BPFTAX_RUN_COURSE_BLOCKS_H

/*
 * How many blocks a workload is to have, by its study and its budget.  Internal to src/run.
 */

#include "run/course.h"
#include "run/window_fit.h"

/*
 * A number of blocks that is given, or enough to be exact, leaves no budget; without either it is
 * the default's.
 */
struct blocks_rule course_blocks_rule(const struct course *course);

/* More than there will be time for: the plan comes before the measurement. */
unsigned int course_blocks_plan(const struct course *course);

/* What its blocks are made of, for a budget. */
struct block_length course_block_length(const struct course *course);

/* How long the workload is going to be measured: its budget, or its blocks at the least. */
uint64_t course_measuring_ns(const struct course *course);

#endif
