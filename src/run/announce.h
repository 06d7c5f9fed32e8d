/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_ANNOUNCE_H
#define BPFTAX_RUN_ANNOUNCE_H

/*
 * The first line of a cell: all that is going to be measured, also what nobody named, and for how
 * long.  Internal to src/run.
 */

#include "run/bench.h"

/* Treatments and delays are known by now. */
void announce(const struct bench *bench);

#endif
