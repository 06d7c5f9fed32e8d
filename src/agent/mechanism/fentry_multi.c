// SPDX-License-Identifier: GPL-2.0-or-later
/* fentry-multi: a trampoline at a function's entry, by a link that may have many functions. */
#include "agent/mechanism/mechanism.h"
#include "agent/mechanism/new_kinds.h"

const struct mechanism_ops mechanism_fentry_multi = {
	.type = BPF_PROG_TYPE_TRACING,
	.kind = "BPF_TRACE_FENTRY_MULTI",
	.btf_prefix = "",
	.id_at_link = true,
	.takes_many = true,
	.hits_per_operation = 1,
	.misses = MISSES_OF_PROGRAM,
	.attach = link_tracing_multi,
	.prove = link_prove_tracing_multi,
};
