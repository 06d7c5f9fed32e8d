// SPDX-License-Identifier: GPL-2.0-or-later
/* uprobe-sleepable: a uprobe whose program may fault pages in ("uprobe.s"). */
#include "agent/mechanism/mechanism.h"
#include "agent/mechanism/perf_probe.h"
#include "agent/mechanism/user_hook.h"

static int attach(struct hooked *hooked, struct error *err)
{
	return user_hook_attach(hooked, false, err);
}

static int prove(struct hooked *hooked, struct error *err)
{
	int proved = user_hook_prove(hooked, err);

	if (!proved)
		proved = perf_query_prove(hooked, BPF_FD_TYPE_UPROBE, err);
	return proved < 0 ? proved : perf_sleepable_prove(hooked, err);
}

const struct mechanism_ops mechanism_uprobe_sleepable = {
	.type = BPF_PROG_TYPE_KPROBE,
	.is_sleepable = true,
	.hits_per_operation = 1,
	.user_probe = "user:nop",
	.attach = attach,
	.prove = prove,
};
