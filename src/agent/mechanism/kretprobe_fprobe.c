// SPDX-License-Identifier: GPL-2.0-or-later
/* kretprobe-fprobe: kprobe.multi at the function's return, carried by fprobe. */
#include "agent/mechanism/link.h"
#include "agent/mechanism/mechanism.h"

static int attach(struct hooked *hooked, struct error *err)
{
	return link_kprobe_multi(hooked, true, err);
}

static int prove(struct hooked *hooked, struct error *err)
{
	int proved = link_prove(hooked, BPF_LINK_TYPE_KPROBE_MULTI, err);

	return proved < 0 ? proved : link_function_prove(hooked, false, err);
}

const struct mechanism_ops mechanism_kretprobe_fprobe = {
	.type = BPF_PROG_TYPE_KPROBE,
	.expected = BPF_TRACE_KPROBE_MULTI,
	.takes_many = true,
	.hits_per_operation = 1,
	.misses = MISSES_OF_MULTI,
	.may_lose = true,
	.attach = attach,
	.prove = prove,
};
