/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_WINDOWS_SHARE_H
#define BPFTAX_ESTIMATE_WINDOWS_SHARE_H

/* How much of a run's time its figures come from. */

#include "store/store.h"

/*
 * What the samples' windows add up to, over the run's duration, boots and all.  NaN where it is not
 * known: where instructions are counted in a cell its windows' lengths are no wall time, and
 * micro's chunks have none.
 */
double windows_share(const struct run_data *data);

#endif
