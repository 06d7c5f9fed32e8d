/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_STATISTICS_H
#define BPFTAX_AGENT_STATISTICS_H

/*
 * Switching the kernel's BPF statistics (run_cnt, run_time_ns) on and off.
 *
 * By descriptor (BPF_ENABLE_STATS) they end with the process; by sysctl
 * (kernel.bpf_stats_enabled), as in the original study, the value found is put back.
 *
 *	struct statistics statistics;
 *
 *	statistics_init(&statistics);
 *	statistics_switch(&statistics, true, false, &err);
 *	...
 *	statistics_switch(&statistics, false, false, &err);
 */

#include <stdbool.h>
#include "common/error.h"

struct statistics {
	int fd;		/* BPF_ENABLE_STATS, or -1 */
	bool sysctl_on; /* we wrote 1 */
};

void statistics_init(struct statistics *statistics);

/* Whether the sysctl is on already, by somebody else. */
bool statistics_foreign(const struct statistics *statistics);

/* Switches; what is so already stays.  0 or a negative errno. */
int statistics_switch(struct statistics *statistics, bool on, bool by_sysctl, struct error *err);

#endif
