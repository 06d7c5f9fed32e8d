// SPDX-License-Identifier: GPL-2.0-or-later
/* fexit: a BPF trampoline, called at the function's return. */
#include "agent/mechanism/link.h"
#include "agent/mechanism/mechanism.h"

static int attach(struct hooked *hooked, struct error *err)
{
	return link_trampoline(hooked, err);
}

static int prove(struct hooked *hooked, struct error *err)
{
	int proved = link_prove(hooked, BPF_LINK_TYPE_TRACING, err);

	return proved < 0 ? proved : link_function_prove(hooked, true, err);
}

const struct mechanism_ops mechanism_fexit = {
	.type = BPF_PROG_TYPE_TRACING,
	.expected = BPF_TRACE_FEXIT,
	.btf_prefix = "",
	.hits_per_operation = 1,
	.misses = MISSES_OF_PROGRAM,
	.attach = attach,
	.prove = prove,
};
