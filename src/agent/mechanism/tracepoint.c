// SPDX-License-Identifier: GPL-2.0-or-later
/* tracepoint: a program on a tracepoint's perf event. */
#include "agent/mechanism/mechanism.h"
#include "agent/mechanism/perf_probe.h"

static int prove(struct hooked *hooked, struct error *err)
{
	return perf_query_prove(hooked, BPF_FD_TYPE_TRACEPOINT, err);
}

const struct mechanism_ops mechanism_tracepoint = {
	.type = BPF_PROG_TYPE_TRACEPOINT,
	.hits_per_operation = 1,
	.misses = MISSES_OF_EVENT,
	.attach = perf_tracepoint_attach,
	.prove = prove,
};
