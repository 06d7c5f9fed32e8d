// SPDX-License-Identifier: GPL-2.0-or-later
/* usdt-nop5: a uprobe on the nop of five bytes of a <sys/sdt.h> probe point, made a call by the
 * kernel. */
#include "agent/mechanism/mechanism.h"
#include "agent/mechanism/perf_probe.h"
#include "agent/mechanism/user_hook.h"

static int attach(struct hooked *hooked, struct error *err)
{
	int attached = user_hook_attach_usdt(hooked, false, err);

	return attached < 0 ? attached : user_hook_become_call(hooked, err);
}

static int prove(struct hooked *hooked, struct error *err)
{
	int proved = user_hook_prove_call(hooked, err);

	return proved < 0 ? proved : perf_query_prove(hooked, BPF_FD_TYPE_UPROBE, err);
}

const struct mechanism_ops mechanism_usdt_nop5 = {
	.type = BPF_PROG_TYPE_KPROBE,
	.hits_per_operation = 1,
	.stays = true, /* the kernel's mapping: others' events would take another path through it */
	.user_probe = "user:usdt-nop5",
	.attach = attach,
	.prove = prove,
};
