/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_SOFTIRQS_H
#define BPFTAX_AGENT_SOFTIRQS_H

/*
 * How often a softirq ran, by /proc/softirqs (proc(5)): on all CPUs, and on one of them.
 *
 *	CLEANUP_FREE char *text = sysfile_read("/proc/softirqs");
 *	struct softirq_runs runs;
 *
 *	if (!softirqs_parse(text, "NET_RX", 1, &runs))
 *		share = (double)runs.there / (double)runs.all;
 *
 * The text counts since the machine's start, each CPU modulo 2^32.
 */

#include <stdint.h>

struct softirq_runs {
	uint64_t all;
	uint64_t there; /* on the CPU that was asked for */
};

/* 0; -ENOENT when the text is NULL or has no such softirq or no such CPU. */
int softirqs_parse(const char *text, const char *name, unsigned int cpu,
		   struct softirq_runs *ret_runs);

#endif
