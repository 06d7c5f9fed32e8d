// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/object_kind.h"
#include "agent/kernel_enum.h"
#include "agent/mechanism/mechanism.h"

#include <bpf/btf.h>
#include <linux/bpf.h>
#include <stdio.h>

/* By the kernel's own numbers: libbpf's headers may lack them. */
static int attach_type(const struct mechanism_ops *mechanism, struct error *err)
{
	struct btf *btf;
	int type;

	if (!mechanism->kind)
		return (int)mechanism->expected;
	btf = btf__load_vmlinux_btf();
	if (libbpf_get_error(btf))
		btf = NULL;
	type = kernel_attach_type(btf, mechanism->kind, err);
	btf__free(btf);
	return type;
}

/* With its type libbpf forgets what it knows of the section, and leaves the kind as it is put. */
static void program_make(struct bpf_program *program, const struct mechanism_ops *mechanism,
			 int type, bool may_sleep)
{
	bpf_program__set_type(program, BPF_PROG_TYPE_UNSPEC);
	bpf_program__set_type(program, mechanism->type);
	bpf_program__set_expected_attach_type(program, (enum bpf_attach_type)type);
	if (may_sleep)
		bpf_program__set_flags(program, bpf_program__flags(program) | BPF_F_SLEEPABLE);
}

int object_kind_put(struct bpf_program *program, const struct object_hook *hook, char *reason,
		    size_t size)
{
	const struct mechanism_ops *mechanism =
	    hook->mechanism ? mechanism_find(hook->mechanism) : NULL;
	bool is_known = bpf_program__type(program) != BPF_PROG_TYPE_UNSPEC;
	struct error err = {};
	int type;

	if (!mechanism || (is_known && !hook->is_in_place))
		return 0;
	type = attach_type(mechanism, &err);
	if (type < 0) {
		snprintf(reason, size, "%s", err.text);
		return type;
	}
	program_make(program, mechanism, type, hook->may_sleep);
	return 0;
}
