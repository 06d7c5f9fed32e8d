/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_DELAYS_FIND_H
#define BPFTAX_DELAYS_FIND_H

/*
 * The study's known delays as times.  For "auto" the workload runs for a second, as it stands, and
 * the wall time of its operation says where to look (study/delays.h).  Internal to src/run.
 */

#include "run/bench.h"

/* Fills bench->delays; none when the study has none.  0 or a negative errno. */
int delays_find(struct bench *bench, struct error *err);

#endif
