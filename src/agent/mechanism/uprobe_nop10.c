// SPDX-License-Identifier: GPL-2.0-or-later
/* uprobe-nop10: a uprobe on a nop of ten bytes, of which the kernel makes a call. */
#include "agent/mechanism/mechanism.h"
#include "agent/mechanism/user_hook.h"

const struct mechanism_ops mechanism_uprobe_nop10 = {
	.type = BPF_PROG_TYPE_KPROBE,
	.hits_per_operation = 1,
	.stays = true, /* the kernel's mapping: others' events would take another path through it */
	.user_probe = "user:nop10",
	.attach = user_hook_attach_call,
	.prove = user_hook_prove_call,
};
