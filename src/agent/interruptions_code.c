// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/interruptions_code.h"
#include "agent/interruptions_seen.h"
#include "agent/kernel_enum.h"
#include "common/cleanup.h"

#include <errno.h>
#include <string.h>

/*
 * kstat: the sum of all interrupts that have a number, and the runs of each softirq.  irq_stat:
 * what has none on x86, that of the CPU's own timer among it.
 */
static const char *const names[INTERRUPTIONS_VARIABLES] = { "kstat", "irq_stat" };

struct variable {
	int id;
	int bytes;
};

static int variable_find(const struct btf *btf, const char *name, struct variable *ret_variable)
{
	int id = btf ? btf__find_by_name_kind(btf, name, BTF_KIND_VAR) : -ENOENT;
	long long bytes = id < 0 ? id : btf__resolve_size(btf, (uint32_t)id);

	if (bytes <= 0 || bytes > INTERRUPTIONS_BYTES)
		return -EOPNOTSUPP;
	*ret_variable = (struct variable){ id, (int)bytes };
	return 0;
}

static void mark_replace(struct bpf_insn *code, const struct variable *variables)
{
	int variable = code->imm - INTERRUPTIONS_VARIABLE_MARK;
	int size = code->imm - INTERRUPTIONS_SIZE_MARK;

	if (code->code == (BPF_LD | BPF_IMM | BPF_DW) && variable >= 0 &&
	    variable < INTERRUPTIONS_VARIABLES) {
		code->src_reg = BPF_PSEUDO_BTF_ID;
		code->imm = variables[variable].id;
	} else if (code->code == (BPF_ALU64 | BPF_MOV | BPF_K) && size >= 0 &&
		   size < INTERRUPTIONS_VARIABLES) {
		code->imm = variables[size].bytes;
	}
}

int interruptions_code_put(struct bpf_program *program, const struct btf *btf)
{
	size_t count = bpf_program__insn_cnt(program);
	CLEANUP_FREE struct bpf_insn *code = malloc(count * sizeof(*code));
	struct variable variables[INTERRUPTIONS_VARIABLES];
	int found = code ? 0 : -ENOMEM;

	for (size_t i = 0; i < INTERRUPTIONS_VARIABLES && !found; i++)
		found = variable_find(btf, names[i], &variables[i]);
	if (found < 0)
		return found;
	memcpy(code, bpf_program__insns(program), count * sizeof(*code));
	for (size_t i = 0; i < count; i++)
		mark_replace(&code[i], variables);
	return bpf_program__set_insns(program, code, count);
}

static const struct btf_member *member_find(const struct btf *btf, const struct btf_type *type,
					    const char *name)
{
	const struct btf_member *member = btf_members(type);

	for (unsigned int i = 0; i < btf_vlen(type); i++, member++)
		if (!strcmp(btf__name_by_offset(btf, member->name_off), name))
			return member;
	return NULL;
}

long interruptions_receive_offset(const struct btf *btf)
{
	int id = btf ? btf__find_by_name_kind(btf, "kernel_stat", BTF_KIND_STRUCT) : -ENOENT;
	int receive = kernel_enum_number(btf, "", "NET_RX_SOFTIRQ");
	const struct btf_member *runs;

	if (id < 0 || receive < 0)
		return -ENOENT;
	runs = member_find(btf, btf__type_by_id(btf, (uint32_t)id), "softirqs");
	return runs ? (long)(runs->offset / 8) + INTERRUPTIONS_COUNT_BYTES * receive : -ENOENT;
}

/* A member of its own; from 7.3 on a place in an array of them all. */
long interruptions_notify_offset(const struct btf *btf)
{
	int id = btf ? btf__find_by_name_kind(btf, "irq_cpustat_t", BTF_KIND_TYPEDEF) : -ENOENT;
	int type = id < 0 ? id : btf__resolve_type(btf, (uint32_t)id);
	const struct btf_type *counts = type < 0 ? NULL : btf__type_by_id(btf, (uint32_t)type);
	const struct btf_member *own, *all;
	int place;

	if (!counts || !btf_is_struct(counts))
		return -ENOENT;
	own = member_find(btf, counts, "apic_irq_work_irqs");
	if (own)
		return (long)(own->offset / 8);
	all = member_find(btf, counts, "counts");
	place = kernel_enum_number(btf, "irq_stat_counts", "IRQ_COUNT_IRQ_WORK");
	return all && place >= 0 ? (long)(all->offset / 8) + INTERRUPTIONS_COUNT_BYTES * place
				 : -ENOENT;
}
