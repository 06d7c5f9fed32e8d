/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_COVARIATES_H
#define BPFTAX_ESTIMATE_COVARIATES_H

/*
 * Which blocks of a workload are left out because of the machine, as its counters tell it.
 * Private to the model; stats/exclusion.h decides, this finds what it is given.
 *
 * A block's value is a share over all its windows that were kept:
 *
 *	steal		steal_ns of length_ns: the guest's own account, in steps of a tick, which
 *			is why it is summed and not looked for window by window
 *	foreign CPU	vcpu_wait_ns of length_ns: how long the guest's CPUs could have run while
 *			others had the host's; in a guest that is not told of steal (emulation),
 *			or is told too little, this is the same thing seen from outside
 *	missed hits	misses of hits and misses
 *	sender limit	windows in which the sender was busy throughout, where it is to be paced
 *			(receiver = paced or saturated); one that sends as it can always is
 *
 * The limits are set by hand; docs/method.md says what they let through on a loaded machine.
 */

#include "stats/exclusion.h"
#include "store/store.h"

extern const struct covariates covariate_limits;

/*
 * blocks: of each visit the number of its block, below block_count, or SIZE_MAX where it is of
 * another workload.  Sets excluded[] where a limit is passed, and leaves it elsewhere.  Returns 0
 * or -ENOMEM.
 */
int covariates_exclude(const struct run_data *data, const size_t *blocks, size_t block_count,
		       bool *excluded, struct exclusion *ret_exclusion);

#endif
