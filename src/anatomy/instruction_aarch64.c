// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/instruction_aarch64.h"

#include <string.h>

/* Bits of a word under a mask. */
struct pattern {
	uint32_t mask, value;
};

#define PATTERN_IS(word, pattern) (((word) & (pattern).mask) == (pattern).value)
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool is_one_of(uint32_t word, const struct pattern *patterns, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (PATTERN_IS(word, patterns[i]))
			return true;
	return false;
}

static const struct pattern branch_26 = { 0x7c000000, 0x14000000 }; /* b, bl */
static const struct pattern branch_19[] = {
	{ 0xff000000, 0x54000000 }, /* b.cond, bc.cond */
	{ 0x7e000000, 0x34000000 }, /* cbz, cbnz */
};
static const struct pattern branch_14 = { 0x7e000000, 0x36000000 }; /* tbz, tbnz */
/* br, blr, ret, eret and those with pointer authentication */
static const struct pattern branch_register = { 0xfe000000, 0xd6000000 };
static const struct pattern exception = { 0xff000000, 0xd4000000 }; /* svc, hvc, smc, brk, hlt */
static const struct pattern undefined = { 0xffff0000, 0x00000000 }; /* udf */

static const struct pattern atomics[] = {
	{ 0x3f000000, 0x08000000 }, /* exclusives, ldar, stlr, cas; see is_exclusive() */
	{ 0x3b200c00, 0x38200000 }, /* ldadd and its like, swp */
};

/* ldapr, among the second ones: it is ordered, and writes nothing. */
static const struct pattern load_acquire = { 0x3ffffc00, 0x38bfc000 };

static const struct pattern systems[] = {
	{ 0xffd00000, 0xd5100000 }, /* msr, mrs of registers (op0 of 2 and 3) */
	{ 0xfff80000, 0xd5080000 }, /* sys: at, dc, ic, tlbi */
	{ 0xfff80000, 0xd5280000 }, /* sysl */
	{ 0xfff8f01f, 0xd500401f }, /* msr of a field of PSTATE */
};

static uint64_t signed_words(uint32_t field, unsigned int bits)
{
	uint64_t sign = (uint64_t)1 << (bits - 1);

	return ((field ^ sign) - sign) * 4;
}

static uint32_t bits_of(uint32_t word, unsigned int from, unsigned int count)
{
	return word >> from & ((1u << count) - 1);
}

static enum instruction_flow register_flow(uint32_t word)
{
	switch (bits_of(word, 21, 4) & 7) {
	case 0:
		return FLOW_JUMP;
	case 1:
		return FLOW_CALL;
	case 2:
		return FLOW_RETURN;
	case 4:
		return FLOW_TRAP_RETURN;
	default:
		return FLOW_NEXT;
	}
}

static enum instruction_flow flow_of(uint32_t word)
{
	if (PATTERN_IS(word, branch_26))
		return word >> 31 ? FLOW_CALL : FLOW_JUMP;
	if (is_one_of(word, branch_19, COUNT(branch_19)) || PATTERN_IS(word, branch_14))
		return FLOW_JUMP;
	if (PATTERN_IS(word, branch_register))
		return register_flow(word);
	if (PATTERN_IS(word, exception) || PATTERN_IS(word, undefined))
		return FLOW_TRAP;
	return FLOW_NEXT;
}

static bool target_of(uint32_t word, uint64_t address, uint64_t *ret_target)
{
	if (PATTERN_IS(word, branch_26))
		*ret_target = address + signed_words(bits_of(word, 0, 26), 26);
	else if (is_one_of(word, branch_19, COUNT(branch_19)))
		*ret_target = address + signed_words(bits_of(word, 5, 19), 19);
	else if (PATTERN_IS(word, branch_14))
		*ret_target = address + signed_words(bits_of(word, 5, 14), 14);
	else
		return false;
	return true;
}

/* Plain acquire and release (o2 set, o1 clear) order, but do not read and write as one. */
static bool is_atomic(uint32_t word)
{
	bool ordered_only =
	    PATTERN_IS(word, atomics[0]) && bits_of(word, 23, 1) && !bits_of(word, 21, 1);

	return is_one_of(word, atomics, COUNT(atomics)) && !ordered_only &&
	       !PATTERN_IS(word, load_acquire);
}

struct instruction instruction_aarch64(const uint8_t *bytes, size_t size, uint64_t address)
{
	struct instruction what = { .size = (uint8_t)size };
	uint32_t word;

	if (size < sizeof(word))
		return what;
	memcpy(&word, bytes, sizeof(word));
	what.flow = flow_of(word);
	what.atomic = is_atomic(word);
	what.system = is_one_of(word, systems, COUNT(systems));
	what.has_target = target_of(word, address, &what.target);
	return what;
}
