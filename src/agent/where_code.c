// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/where_code.h"
#include "agent/arch/arch.h"
#include "agent/where_seen.h"
#include "common/cleanup.h"

#include <errno.h>
#include <string.h>

/* A function of kernels with PREEMPT_RT only. */
#define REALTIME_FUNCTION "rt_spin_lock"

/* What the two marks are to become. */
struct where_variable {
	int id;
	int offset;
};

static int member_offset(const struct btf *btf, const struct btf_type *type, unsigned int index,
			 const char *name)
{
	const struct btf_member *member = &btf_members(type)[index];
	int offset = (int)btf_member_bit_offset(type, index) / 8;
	const char *own = btf__name_by_offset(btf, member->name_off);
	int within;

	if (own && *own)
		return strcmp(own, name) != 0 ? -ENOENT : offset;
	within = btf_member_offset(btf, member->type, name);
	return within < 0 ? within : offset + within;
}

int btf_member_offset(const struct btf *btf, uint32_t id, const char *name)
{
	const struct btf_type *type = btf__type_by_id(btf, id);
	int offset = -ENOENT;

	if (!type || !btf_is_composite(type))
		return -ENOENT;
	for (unsigned int i = 0; i < btf_vlen(type) && offset < 0; i++)
		offset = member_offset(btf, type, i, name);
	return offset;
}

static int variable_look(const struct btf *btf, const struct arch_variable *known,
			 struct where_variable *ret_variable)
{
	int id = btf__find_by_name_kind(btf, known->name,
					known->begins_task ? BTF_KIND_STRUCT : BTF_KIND_VAR);
	int offset = 0;

	if (id < 0)
		return -EOPNOTSUPP;
	if (known->member)
		offset = btf_member_offset(
		    btf,
		    known->begins_task ? (uint32_t)id : btf__type_by_id(btf, (uint32_t)id)->type,
		    known->member);
	if (offset < 0)
		return -EOPNOTSUPP;
	*ret_variable = (struct where_variable){ id, offset };
	return 0;
}

static int variable_find(const struct btf *btf, struct where_variable *ret_variable)
{
	int found = -EOPNOTSUPP;

	if (!btf || btf__find_by_name_kind(btf, REALTIME_FUNCTION, BTF_KIND_FUNC) >= 0)
		return -EOPNOTSUPP;
	for (size_t i = 0; i < arch_ops.preempt_count_count && found < 0; i++)
		found = variable_look(btf, &arch_ops.preempt_counts[i], ret_variable);
	return found;
}

static void marks_replace(struct bpf_insn *code, size_t count,
			  const struct where_variable *variable)
{
	for (size_t i = 0; i < count; i++) {
		if (code[i].code == (BPF_LD | BPF_IMM | BPF_DW) &&
		    code[i].imm == WHERE_VARIABLE_MARK) {
			code[i].src_reg = BPF_PSEUDO_BTF_ID;
			code[i].imm = variable->id;
		} else if (code[i].code == (BPF_LDX | BPF_MEM | BPF_W) &&
			   code[i].off == WHERE_OFFSET_MARK) {
			code[i].off = (int16_t)variable->offset;
		}
	}
}

int where_code_put(struct bpf_program *program, const struct btf *btf)
{
	size_t count = bpf_program__insn_cnt(program);
	CLEANUP_FREE struct bpf_insn *code = malloc(count * sizeof(*code));
	struct where_variable variable;
	int done = code ? variable_find(btf, &variable) : -ENOMEM;

	if (done < 0)
		return done;
	memcpy(code, bpf_program__insns(program), count * sizeof(*code));
	marks_replace(code, count, &variable);
	return bpf_program__set_insns(program, code, count);
}
