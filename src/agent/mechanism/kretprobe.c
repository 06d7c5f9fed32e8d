// SPDX-License-Identifier: GPL-2.0-or-later
/* kretprobe: a kprobe at entry that diverts the return. */
#include "agent/mechanism/mechanism.h"
#include "agent/mechanism/perf_probe.h"
#include "agent/traces.h"
#include "common/cleanup.h"

#include <errno.h>

static int attach(struct hooked *hooked, struct error *err)
{
	return perf_kprobe_attach(hooked, 0, true, err);
}

static int prove(struct hooked *hooked, struct error *err)
{
	CLEANUP_FREE char *line = kprobe_line(hooked->hook.function, KPROBE_ANY_OFFSET, 'r');

	if (!line)
		return error_set(err, ERROR_RESULT, EPROTO,
				 "kprobes/list shows no return probe at %s", hooked->hook.function);
	json_object_set_new(hooked->proof, "kprobes_list", json_string(line));
	return perf_query_prove(hooked, BPF_FD_TYPE_KRETPROBE, err);
}

const struct mechanism_ops mechanism_kretprobe = {
	.type = BPF_PROG_TYPE_KPROBE,
	.hits_per_operation = 1,
	.misses = MISSES_OF_KPROBE,
	.may_lose = true,
	.attach = attach,
	.prove = prove,
};
