// SPDX-License-Identifier: GPL-2.0-or-later
/* tp-btf: a raw tracepoint whose arguments the verifier knows by BTF. */
#include "agent/mechanism/link.h"
#include "agent/mechanism/mechanism.h"

static int attach(struct hooked *hooked, struct error *err)
{
	return link_raw_tracepoint(hooked, NULL, err);
}

static int prove(struct hooked *hooked, struct error *err)
{
	return link_prove(hooked, BPF_LINK_TYPE_RAW_TRACEPOINT, err);
}

const struct mechanism_ops mechanism_tp_btf = {
	.type = BPF_PROG_TYPE_TRACING,
	.expected = BPF_TRACE_RAW_TP,
	.btf_prefix = "btf_trace_",
	.hits_per_operation = 1,
	.misses = MISSES_OF_PROGRAM,
	.attach = attach,
	.prove = prove,
};
