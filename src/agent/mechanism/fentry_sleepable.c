// SPDX-License-Identifier: GPL-2.0-or-later
/* fentry-sleepable: a BPF trampoline whose program may fault pages in ("fentry.s"). */
#include "agent/mechanism/link.h"
#include "agent/mechanism/mechanism.h"
#include "agent/mechanism/trampoline.h"

static int attach(struct hooked *hooked, struct error *err)
{
	return link_trampoline(hooked, err);
}

static int prove(struct hooked *hooked, struct error *err)
{
	int proved = link_prove(hooked, BPF_LINK_TYPE_TRACING, err);

	if (!proved)
		proved = link_function_prove(hooked, true, err);
	return proved < 0 ? proved : trampoline_prove_sleepable(hooked, err);
}

const struct mechanism_ops mechanism_fentry_sleepable = {
	.type = BPF_PROG_TYPE_TRACING,
	.expected = BPF_TRACE_FENTRY,
	.is_sleepable = true,
	.btf_prefix = "",
	.hits_per_operation = 1,
	.misses = MISSES_OF_PROGRAM,
	.attach = attach,
	.prove = prove,
};
