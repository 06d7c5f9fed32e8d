// SPDX-License-Identifier: GPL-2.0-or-later
/* fsession: a BPF trampoline whose program runs at entry and at return. */
#include "agent/mechanism/link.h"
#include "agent/mechanism/mechanism.h"

static int attach(struct hooked *hooked, struct error *err)
{
	return link_trampoline(hooked, err);
}

static int prove(struct hooked *hooked, struct error *err)
{
	int proved = link_prove_tracing(hooked, (enum bpf_attach_type)hooked->attach_type, err);

	return proved < 0 ? proved : link_function_prove(hooked, true, err);
}

const struct mechanism_ops mechanism_fsession = {
	.type = BPF_PROG_TYPE_TRACING,
	.kind = "BPF_TRACE_FSESSION",
	.btf_prefix = "",
	.hits_per_operation = 2,
	.misses = MISSES_OF_PROGRAM,
	.attach = attach,
	.prove = prove,
};
