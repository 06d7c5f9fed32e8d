// SPDX-License-Identifier: GPL-2.0-or-later
/* uretprobe: a breakpoint at a user function's entry that diverts its return. */
#include "agent/mechanism/mechanism.h"
#include "agent/mechanism/perf_probe.h"
#include "agent/mechanism/user_hook.h"

static int attach(struct hooked *hooked, struct error *err)
{
	return user_hook_attach(hooked, true, err);
}

static int prove(struct hooked *hooked, struct error *err)
{
	int proved = user_hook_prove(hooked, err);

	return proved < 0 ? proved : perf_query_prove(hooked, BPF_FD_TYPE_URETPROBE, err);
}

const struct mechanism_ops mechanism_uretprobe = {
	.type = BPF_PROG_TYPE_KPROBE,
	.hits_per_operation = 1,
	.stays = true, /* the kernel's page for returns: others' breakpoints are held against it */
	.user_probe = "user:nop",
	.attach = attach,
	.prove = prove,
};
