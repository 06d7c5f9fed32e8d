// SPDX-License-Identifier: GPL-2.0-or-later
/* usdt-nop10: a uprobe on the nop of ten bytes of a <sys/sdt.h> probe point, made a call by the
 * kernel. */
#include "agent/mechanism/mechanism.h"
#include "agent/mechanism/user_hook.h"

const struct mechanism_ops mechanism_usdt_nop10 = {
	.type = BPF_PROG_TYPE_KPROBE,
	.hits_per_operation = 1,
	.stays = true, /* the kernel's mapping: others' events would take another path through it */
	.user_probe = "user:usdt-nop10",
	.attach = user_hook_attach_usdt_call,
	.prove = user_hook_prove_call,
};
