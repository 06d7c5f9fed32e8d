// SPDX-License-Identifier: GPL-2.0-or-later
/* kprobe-optimized: the same place as kprobe-int3, where the kernel turned the breakpoint into a
 * jump. */
#include "agent/mechanism/mechanism.h"
#include "agent/mechanism/perf_probe.h"

static int prepare(struct attachment *attachment, struct error *err)
{
	(void)attachment;
	return kprobe_optimization_set(true, err);
}

static int prove(struct attachment *attachment, struct error *err)
{
	int proved = kprobe_flavour_prove(attachment, KPROBE_OPTIMIZED, err);

	if (*attachment->probed_bytes)
		json_object_set_new(attachment->proof, "probed_bytes",
				    json_string(attachment->probed_bytes));
	return proved < 0 ? proved : perf_query_prove(attachment, BPF_FD_TYPE_KPROBE, err);
}

const struct mechanism_ops mechanism_kprobe_optimized = {
	.type = BPF_PROG_TYPE_KPROBE,
	.hits_per_operation = 1,
	.prepare = prepare,
	.attach = perf_kprobe_attach_beside_entry,
	.prove = prove,
	.restore = kprobe_optimization_restore,
};
