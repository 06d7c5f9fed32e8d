// SPDX-License-Identifier: GPL-2.0-or-later
/* kprobe-int3: a breakpoint trap beside the ftrace site, never turned into a jump. */
#include "agent/mechanism/mechanism.h"
#include "agent/mechanism/perf_probe.h"

static int prepare(struct hooked *hooked, struct error *err)
{
	return kprobe_optimization_set(hooked, false, err);
}

static int prove(struct hooked *hooked, struct error *err)
{
	return kprobe_beside_entry_prove(hooked, KPROBE_INT3, err);
}

const struct mechanism_ops mechanism_kprobe_int3 = {
	.type = BPF_PROG_TYPE_KPROBE,
	.hits_per_operation = 1,
	.misses = MISSES_OF_KPROBE,
	.prepare = prepare,
	.attach = perf_kprobe_attach_beside_entry,
	.prove = prove,
	.restore = kprobe_optimization_restore,
};
