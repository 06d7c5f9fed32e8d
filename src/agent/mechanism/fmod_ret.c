// SPDX-License-Identifier: GPL-2.0-or-later
/* fmod-ret: a BPF trampoline that may change the return value (null returns 0 and does not). */
#include "agent/mechanism/link.h"
#include "agent/mechanism/mechanism.h"

static int attach(struct hooked *hooked, struct error *err)
{
	return link_trampoline(hooked, err);
}

static int prove(struct hooked *hooked, struct error *err)
{
	int proved = link_prove_tracing(hooked, BPF_MODIFY_RETURN, err);

	return proved < 0 ? proved : link_function_prove(hooked, true, err);
}

const struct mechanism_ops mechanism_fmod_ret = {
	.type = BPF_PROG_TYPE_TRACING,
	.expected = BPF_MODIFY_RETURN,
	.btf_prefix = "",
	.hits_per_operation = 1,
	.misses = MISSES_OF_PROGRAM,
	.attach = attach,
	.prove = prove,
};
