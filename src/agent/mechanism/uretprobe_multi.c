// SPDX-License-Identifier: GPL-2.0-or-later
/* uretprobe-multi: uprobe_multi at the function's return. */
#include "agent/mechanism/mechanism.h"
#include "agent/mechanism/new_kinds.h"
#include "agent/mechanism/user_hook.h"

static int attach(struct hooked *hooked, struct error *err)
{
	return link_uprobe_multi(hooked, true, err);
}

static int prove(struct hooked *hooked, struct error *err)
{
	int proved = user_hook_prove(hooked, err);

	return proved < 0 ? proved : link_prove_named(hooked, "BPF_LINK_TYPE_UPROBE_MULTI", err);
}

const struct mechanism_ops mechanism_uretprobe_multi = {
	.type = BPF_PROG_TYPE_KPROBE,
	.kind = "BPF_TRACE_UPROBE_MULTI",
	.hits_per_operation = 1,
	.stays = true, /* the kernel's page for returns: others' breakpoints are held against it */
	.user_probe = "user:nop",
	.attach = attach,
	.prove = prove,
};
