/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORKLOAD_RUN_H
#define BPFTAX_WORKLOAD_RUN_H

/*
 * One workload of the study, from its start through all blocks of its plan to its results.
 * Internal to src/run.
 *
 *	course_init(&course, bench, "udp-drain", &err);
 *	workload_run(&course, &err);
 *	course_release(&course);
 */

#include "run/course.h"

/* One that nobody named and that this machine cannot have: a note says why, and it has no results.
 */
#define WORKLOAD_LEFT_OUT 1

/* 0, WORKLOAD_LEFT_OUT, or a negative errno when the cell has to end. */
int workload_run(struct course *course, struct error *err);

#endif
