// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/interruptions_code.h"
#include "agent/interruptions_seen.h"
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
