/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_PROGRESS_H
#define BPFTAX_RUN_PROGRESS_H

/*
 * How far a workload is, and with it its cell and the run, for the user.  Internal to src/run.
 */

#include "run/course.h"

void course_progress(struct course *course, const char *configuration);

#endif
