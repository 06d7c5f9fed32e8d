// SPDX-License-Identifier: GPL-2.0-or-later
/* kprobe-session: kprobe.multi at entry and at return in one link; the program runs twice. */
#include "agent/mechanism/link.h"
#include "agent/mechanism/mechanism.h"
#include "agent/mechanism/new_kinds.h"

static int attach(struct hooked *hooked, struct error *err)
{
	return link_kprobe_session(hooked, err);
}

static int prove(struct hooked *hooked, struct error *err)
{
	int proved = link_prove(hooked, BPF_LINK_TYPE_KPROBE_MULTI, err);

	return proved < 0 ? proved : link_function_prove(hooked, false, err);
}

const struct mechanism_ops mechanism_kprobe_session = {
	.type = BPF_PROG_TYPE_KPROBE,
	.kind = "BPF_TRACE_KPROBE_SESSION",
	.takes_many = true,
	.hits_per_operation = 2,
	.misses = MISSES_OF_MULTI,
	.may_lose = true,
	.attach = attach,
	.prove = prove,
};
