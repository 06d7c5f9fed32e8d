// SPDX-License-Identifier: GPL-2.0-or-later
/* lsm: a program on a hook of the kernel's security modules. */
#include "agent/mechanism/link.h"
#include "agent/mechanism/mechanism.h"
#include "agent/refusal.h"
#include "common/cleanup.h"

#include <errno.h>

/* The kernel attaches it all the same where its module is not among those that are asked. */
static int prepare(struct hooked *hooked, struct error *err)
{
	CLEANUP_FREE char *modules = security_modules_active();

	(void)hooked;
	if (security_modules_have(modules, "bpf"))
		return 0;
	return error_set(err, ERROR_RESULT, EOPNOTSUPP,
			 "bpf is not among the kernel's security modules (%s), so that no program "
			 "of theirs would run; booting with lsm=%s,bpf puts it there",
			 modules, modules);
}

static int attach(struct hooked *hooked, struct error *err)
{
	return link_trampoline(hooked, err);
}

static int prove(struct hooked *hooked, struct error *err)
{
	int proved = link_prove_tracing(hooked, BPF_LSM_MAC, err);
	CLEANUP_FREE char *modules = security_modules_active();

	json_object_set_new(hooked->proof, "security_modules", json_string(modules));
	return proved < 0 ? proved : link_function_prove(hooked, true, err);
}

const struct mechanism_ops mechanism_lsm = {
	.type = BPF_PROG_TYPE_LSM,
	.expected = BPF_LSM_MAC,
	.btf_prefix = "",
	.hits_per_operation = 1,
	.misses = MISSES_OF_PROGRAM,
	.prepare = prepare,
	.attach = attach,
	.prove = prove,
};
