// SPDX-License-Identifier: GPL-2.0-or-later
/* kprobe-ftrace: a kprobe at the function's entry, which ftrace carries. */
#include "agent/mechanism/mechanism.h"
#include "agent/mechanism/perf_probe.h"

static int attach(struct hooked *hooked, struct error *err)
{
	return perf_kprobe_attach(hooked, 0, false, err);
}

static int prove(struct hooked *hooked, struct error *err)
{
	int proved = kprobe_flavour_prove(hooked, KPROBE_FTRACE, err);

	return proved < 0 ? proved : perf_query_prove(hooked, BPF_FD_TYPE_KPROBE, err);
}

const struct mechanism_ops mechanism_kprobe_ftrace = {
	.type = BPF_PROG_TYPE_KPROBE,
	.hits_per_operation = 1,
	.misses = MISSES_OF_KPROBE,
	.attach = attach,
	.prove = prove,
};
