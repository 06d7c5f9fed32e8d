/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_WHERE_CODE_H
#define BPFTAX_AGENT_WHERE_CODE_H

/*
 * Puts into bpf/where.bpf.c where this kernel keeps preempt_count().
 *
 *	struct bpf_program *program = bpf_object__next_program(object, NULL);
 *
 *	where_code_put(program, view->btf);          // before it is loaded
 */

#include <bpf/btf.h>
#include <bpf/libbpf.h>

/*
 * 0; -EOPNOTSUPP where the kernel's BTF does not say, or where a softirq is a thread like any other
 * (PREEMPT_RT); another negative errno.
 */
int where_code_put(struct bpf_program *program, const struct btf *btf);

/*
 * The offset in bytes of a member of a structure, also of one without a name within it; -ENOENT
 * where there is none.
 */
int btf_member_offset(const struct btf *btf, uint32_t type, const char *name);

#endif
