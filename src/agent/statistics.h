/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_STATISTICS_H
#define BPFTAX_AGENT_STATISTICS_H

/*
 * Switching the kernel's BPF statistics (run_cnt, run_time_ns) on and off, and seeing whether
 * somebody else has them on meanwhile.
 *
 * By descriptor (BPF_ENABLE_STATS) they end with the process; by sysctl
 * (kernel.bpf_stats_enabled), as in the original study, the value found is put back.
 *
 *	struct statistics statistics;
 *
 *	statistics_init(&statistics);
 *	statistics_witness_load(&statistics);
 *	statistics_switch(&statistics, true, false, &err);
 *	...
 *	statistics_switch(&statistics, false, false, &err);
 *	counted = statistics_others_count(&statistics);
 *	statistics_release(&statistics);
 *
 * The sysctl reads 0 while a process of somebody else holds a descriptor, so that only the effect
 * shows it: a program of our own, the witness, is run and its run is counted.
 */

#include <stdbool.h>
#include "common/error.h"

struct bpf_object;

struct statistics {
	int fd;		/* BPF_ENABLE_STATS, or -1 */
	bool sysctl_on; /* we wrote 1 */
	struct bpf_object *witness;
	int witness_fd; /* -1: there is none */
};

void statistics_init(struct statistics *statistics);

/* Where it cannot be loaded, statistics_others_count() does not know. */
void statistics_witness_load(struct statistics *statistics);

/* Switches them off and lets go of the witness. */
void statistics_release(struct statistics *statistics);

/* Whether we have them on. */
bool statistics_ours(const struct statistics *statistics);

/*
 * Whether somebody else has them on: 1 yes, 0 no.  -EBUSY while we have them on, another negative
 * errno without a witness that runs: nobody knows.
 */
int statistics_others_count(const struct statistics *statistics);

/*
 * Switches; what is so already stays.  0 or a negative errno; -EBUSY: by the sysctl, which somebody
 * else has set.
 */
int statistics_switch(struct statistics *statistics, bool on, bool by_sysctl, struct error *err);

#endif
