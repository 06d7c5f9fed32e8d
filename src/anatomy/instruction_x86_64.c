// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/instruction_x86_64.h"

/* An instruction behind its prefixes. */
struct x86 {
	const uint8_t *opcode; /* what follows, up to end */
	const uint8_t *end;
	bool lock, rep; /* rep: f3 */
	bool two;	/* behind 0f, which is taken off */
};

static bool is_prefix(uint8_t byte)
{
	switch (byte) {
	case 0x26:
	case 0x2e:
	case 0x36:
	case 0x3e:
	case 0x64:
	case 0x65:
	case 0x66:
	case 0x67:
	case 0xf0:
	case 0xf2:
	case 0xf3:
		return true;
	default:
		return (byte & 0xf0) == 0x40; /* REX */
	}
}

static struct x86 x86_of(const uint8_t *bytes, size_t size)
{
	struct x86 x86 = { .opcode = bytes, .end = bytes + size };

	for (; x86.opcode < x86.end && is_prefix(*x86.opcode); x86.opcode++) {
		x86.lock = x86.lock || *x86.opcode == 0xf0;
		x86.rep = x86.rep || *x86.opcode == 0xf3;
	}
	if (x86.opcode < x86.end && *x86.opcode == 0x0f) {
		x86.two = true;
		x86.opcode++;
	}
	return x86;
}

/* The byte so far behind the opcode's first; -1 where the instruction has ended. */
static int byte_at(const struct x86 *x86, size_t offset)
{
	return (size_t)(x86->end - x86->opcode) > offset ? x86->opcode[offset] : -1;
}

/* The middle field of ModRM: which of a group; -1 without ModRM. */
static int group_member(const struct x86 *x86)
{
	int modrm = byte_at(x86, 1);

	return modrm < 0 ? -1 : modrm >> 3 & 7;
}

static bool has_memory(const struct x86 *x86)
{
	int modrm = byte_at(x86, 1);

	return modrm >= 0 && modrm >> 6 != 3;
}

static enum instruction_flow indirect_flow(const struct x86 *x86)
{
	switch (group_member(x86)) {
	case 2:
	case 3:
		return FLOW_CALL;
	case 4:
	case 5:
		return FLOW_JUMP;
	default:
		return FLOW_NEXT;
	}
}

static enum instruction_flow flow_of_one(const struct x86 *x86)
{
	int opcode = byte_at(x86, 0);

	if ((opcode & 0xf0) == 0x70 || (opcode >= 0xe0 && opcode <= 0xe3) || opcode == 0xe9 ||
	    opcode == 0xeb)
		return FLOW_JUMP;
	switch (opcode) {
	case 0xe8:
		return FLOW_CALL;
	case 0xc2:
	case 0xc3:
	case 0xca:
	case 0xcb:
		return FLOW_RETURN;
	case 0xcc:
	case 0xcd:
	case 0xf1:
		return FLOW_TRAP;
	case 0xcf:
		return FLOW_TRAP_RETURN;
	case 0xff:
		return indirect_flow(x86);
	default:
		return FLOW_NEXT;
	}
}

static enum instruction_flow flow_of_two(const struct x86 *x86)
{
	int opcode = byte_at(x86, 0);

	if ((opcode & 0xf0) == 0x80)
		return FLOW_JUMP;
	switch (opcode) {
	case 0x05: /* syscall */
	case 0x0b: /* ud2 */
	case 0x34: /* sysenter */
	case 0xb9: /* ud1 */
	case 0xff: /* ud0 */
		return FLOW_TRAP;
	case 0x07: /* sysret */
	case 0x35: /* sysexit */
		return FLOW_TRAP_RETURN;
	default:
		return FLOW_NEXT;
	}
}

/* The displacement is the last of the instruction, and as long as the opcode says. */
static bool target_of(const struct x86 *x86, uint64_t next, uint64_t *ret_target)
{
	int opcode = byte_at(x86, 0);
	uint32_t wide;

	if (!x86->two && ((opcode & 0xf0) == 0x70 || (opcode & 0xfc) == 0xe0 || opcode == 0xeb)) {
		if (byte_at(x86, 1) < 0)
			return false;
		*ret_target = next + (uint64_t)(int64_t)(int8_t)byte_at(x86, 1);
		return true;
	}
	if ((x86->two && (opcode & 0xf0) != 0x80) ||
	    (!x86->two && opcode != 0xe8 && opcode != 0xe9) || byte_at(x86, 4) < 0)
		return false;
	wide = (uint32_t)byte_at(x86, 1) | (uint32_t)byte_at(x86, 2) << 8 |
	       (uint32_t)byte_at(x86, 3) << 16 | (uint32_t)byte_at(x86, 4) << 24;
	*ret_target = next + (uint64_t)(int64_t)(int32_t)wide;
	return true;
}

/* cli, sti, hlt, pushf, popf; ports are devices, and left out. */
static bool is_system_one(const struct x86 *x86)
{
	switch (byte_at(x86, 0)) {
	case 0x9c:
	case 0x9d:
	case 0xf4:
	case 0xfa:
	case 0xfb:
		return true;
	default:
		return false;
	}
}

/* 0f 01 holds xgetbv, rdtscp, swapgs, stac, invlpg, lgdt ...; 0f ae those of fs and gs, by f3. */
static bool is_system_two(const struct x86 *x86)
{
	switch (byte_at(x86, 0)) {
	case 0x00: /* lldt, ltr, str */
	case 0x01:
	case 0x06: /* clts */
	case 0x08: /* invd */
	case 0x09: /* wbinvd */
	case 0x20: /* mov from and to control and debug registers */
	case 0x21:
	case 0x22:
	case 0x23:
	case 0x30: /* wrmsr */
	case 0x31: /* rdtsc */
	case 0x32: /* rdmsr */
	case 0x33: /* rdpmc */
	case 0xa2: /* cpuid */
		return true;
	case 0xae:
		return x86->rep && !has_memory(x86) && group_member(x86) < 4;
	case 0x38:
		return byte_at(x86, 1) == 0x82; /* invpcid */
	default:
		return false;
	}
}

static bool is_atomic(const struct x86 *x86)
{
	int opcode = byte_at(x86, 0);

	return x86->lock || (!x86->two && (opcode == 0x86 || opcode == 0x87) && has_memory(x86));
}

struct instruction instruction_x86_64(const uint8_t *bytes, size_t size, uint64_t address)
{
	struct x86 x86 = x86_of(bytes, size);
	struct instruction what = { .size = (uint8_t)size };

	what.flow = x86.two ? flow_of_two(&x86) : flow_of_one(&x86);
	what.atomic = is_atomic(&x86);
	what.system = x86.two ? is_system_two(&x86) : is_system_one(&x86);
	what.has_target = target_of(&x86, address + size, &what.target);
	return what;
}
