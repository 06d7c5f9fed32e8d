// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/instruction_set.h"
#include "common/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define HERE 0xffffffff81000000

struct expected {
	const char *text; /* for whoever reads a failure */
	size_t size;
	uint8_t bytes[15];
	struct instruction what;
};

static void check(const char *machine, const struct expected *expected)
{
	struct instruction what =
	    instruction_set_find(machine)->classify(expected->bytes, expected->size, HERE);

	if (what.flow != expected->what.flow || what.atomic != expected->what.atomic ||
	    what.system != expected->what.system || what.has_target != expected->what.has_target ||
	    what.target != expected->what.target || what.size != expected->size)
		fail_msg("%s: flow %d atomic %d system %d target %d %llx", expected->text,
			 what.flow, what.atomic, what.system, what.has_target,
			 (unsigned long long)what.target);
}

/* Bytes as an assembler has them (GNU as 2.40). */
static const struct expected x86[] = {
	{ "nop", 1, { 0x90 }, {} },
	{ "endbr64", 4, { 0xf3, 0x0f, 0x1e, 0xfa }, {} },
	{ "nopl 0(%rax,%rax,1)", 5, { 0x0f, 0x1f, 0x44, 0x00, 0x00 }, {} },
	{ "mov %rsp,%rbp", 3, { 0x48, 0x89, 0xe5 }, {} },
	{ "push %r15", 2, { 0x41, 0x57 }, {} },
	{ "je +4",
	  2,
	  { 0x74, 0x04 },
	  { .flow = FLOW_JUMP, .has_target = true, .target = HERE + 6 } },
	{ "jmp -2", 2, { 0xeb, 0xfe }, { .flow = FLOW_JUMP, .has_target = true, .target = HERE } },
	{ "jrcxz",
	  2,
	  { 0xe3, 0x10 },
	  { .flow = FLOW_JUMP, .has_target = true, .target = HERE + 18 } },
	{ "jne near",
	  6,
	  { 0x0f, 0x85, 0x00, 0x01, 0x00, 0x00 },
	  { .flow = FLOW_JUMP, .has_target = true, .target = HERE + 0x106 } },
	{ "jmp near",
	  5,
	  { 0xe9, 0xfb, 0xff, 0xff, 0xff },
	  { .flow = FLOW_JUMP, .has_target = true, .target = HERE } },
	{ "cs jmp near",
	  6,
	  { 0x2e, 0xe9, 0xfa, 0xff, 0xff, 0xff },
	  { .flow = FLOW_JUMP, .has_target = true, .target = HERE } },
	{ "call",
	  5,
	  { 0xe8, 0x00, 0x00, 0x00, 0x00 },
	  { .flow = FLOW_CALL, .has_target = true, .target = HERE + 5 } },
	{ "call *%rax", 2, { 0xff, 0xd0 }, { .flow = FLOW_CALL } },
	{ "call *8(%r11)", 4, { 0x41, 0xff, 0x53, 0x08 }, { .flow = FLOW_CALL } },
	{ "jmp *%r8", 3, { 0x41, 0xff, 0xe0 }, { .flow = FLOW_JUMP } },
	{ "push 8(%rax)", 3, { 0xff, 0x70, 0x08 }, {} },
	{ "incl (%rax)", 2, { 0xff, 0x00 }, {} },
	{ "ret", 1, { 0xc3 }, { .flow = FLOW_RETURN } },
	{ "rep ret", 2, { 0xf3, 0xc3 }, { .flow = FLOW_RETURN } },
	{ "int3", 1, { 0xcc }, { .flow = FLOW_TRAP } },
	{ "int $0x80", 2, { 0xcd, 0x80 }, { .flow = FLOW_TRAP } },
	{ "ud2", 2, { 0x0f, 0x0b }, { .flow = FLOW_TRAP } },
	{ "syscall", 2, { 0x0f, 0x05 }, { .flow = FLOW_TRAP } },
	{ "sysretq", 3, { 0x48, 0x0f, 0x07 }, { .flow = FLOW_TRAP_RETURN } },
	{ "iretq", 2, { 0x48, 0xcf }, { .flow = FLOW_TRAP_RETURN } },
	{ "lock xadd %eax,(%rdi)", 4, { 0xf0, 0x0f, 0xc1, 0x07 }, { .atomic = true } },
	{ "lock decl %gs:0(%rip)",
	  8,
	  { 0x65, 0xf0, 0xff, 0x0d, 0x00, 0x00, 0x00, 0x00 },
	  { .atomic = true } },
	{ "xchg %rax,(%rdi)", 3, { 0x48, 0x87, 0x07 }, { .atomic = true } },
	{ "xchg %rax,%rdi", 3, { 0x48, 0x87, 0xc7 }, {} },
	{ "movzbl (%rax),%eax", 3, { 0x0f, 0xb6, 0x00 }, {} },
	{ "swapgs", 3, { 0x0f, 0x01, 0xf8 }, { .system = true } },
	{ "wrmsr", 2, { 0x0f, 0x30 }, { .system = true } },
	{ "rdtsc", 2, { 0x0f, 0x31 }, { .system = true } },
	{ "mov %rax,%cr3", 3, { 0x0f, 0x22, 0xd8 }, { .system = true } },
	{ "cli", 1, { 0xfa }, { .system = true } },
	{ "pushf", 1, { 0x9c }, { .system = true } },
	{ "wrfsbase %rax", 5, { 0xf3, 0x48, 0x0f, 0xae, 0xd0 }, { .system = true } },
	{ "lfence", 3, { 0x0f, 0xae, 0xe8 }, {} },
	{ "rep movsb", 2, { 0xf3, 0xa4 }, {} },
	{ "a prefix alone", 1, { 0x66 }, {} },
};

static void test_x86_64(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(x86); i++)
		check("x86_64", &x86[i]);
}

#define WORD(word)                                                                                 \
	4,                                                                                         \
	{                                                                                          \
		(word) & 0xff, (word) >> 8 & 0xff, (word) >> 16 & 0xff, (word) >> 24 & 0xff        \
	}

/* Words as an assembler has them (GNU as 2.40 for aarch64). */
static const struct expected arm64[] = {
	{ "nop", WORD(0xd503201f), {} },
	{ "bti c", WORD(0xd503245f), {} },
	{ "paciasp", WORD(0xd503233f), {} },
	{ "stp x29, x30, [sp, #-16]!", WORD(0xa9bf7bfd), {} },
	{ "ldr x0, [x1]", WORD(0xf9400020), {} },
	{ "b +8", WORD(0x14000002), { .flow = FLOW_JUMP, .has_target = true, .target = HERE + 8 } },
	{ "bl -4",
	  WORD(0x97ffffff),
	  { .flow = FLOW_CALL, .has_target = true, .target = HERE - 4 } },
	{ "b.ne +16",
	  WORD(0x54000081),
	  { .flow = FLOW_JUMP, .has_target = true, .target = HERE + 16 } },
	{ "cbz w0, +8",
	  WORD(0x34000040),
	  { .flow = FLOW_JUMP, .has_target = true, .target = HERE + 8 } },
	{ "cbnz x1, -8",
	  WORD(0xb5ffffc1),
	  { .flow = FLOW_JUMP, .has_target = true, .target = HERE - 8 } },
	{ "tbz w0, #3, +12",
	  WORD(0x36180060),
	  { .flow = FLOW_JUMP, .has_target = true, .target = HERE + 12 } },
	{ "tbnz x0, #40, -4",
	  WORD(0xb747ffe0),
	  { .flow = FLOW_JUMP, .has_target = true, .target = HERE - 4 } },
	{ "br x16", WORD(0xd61f0200), { .flow = FLOW_JUMP } },
	{ "blr x8", WORD(0xd63f0100), { .flow = FLOW_CALL } },
	{ "ret", WORD(0xd65f03c0), { .flow = FLOW_RETURN } },
	{ "retaa", WORD(0xd65f0bff), { .flow = FLOW_RETURN } },
	{ "eret", WORD(0xd69f03e0), { .flow = FLOW_TRAP_RETURN } },
	{ "svc #0", WORD(0xd4000001), { .flow = FLOW_TRAP } },
	{ "brk #4", WORD(0xd4200080), { .flow = FLOW_TRAP } },
	{ "udf #0", WORD(0x00000000), { .flow = FLOW_TRAP } },
	{ "ldxr x0, [x1]", WORD(0xc85f7c20), { .atomic = true } },
	{ "stxr w2, x0, [x1]", WORD(0xc8027c20), { .atomic = true } },
	{ "ldaxr w0, [x1]", WORD(0x885ffc20), { .atomic = true } },
	{ "casal x0, x1, [x2]", WORD(0xc8e0fc41), { .atomic = true } },
	{ "ldar x0, [x1]", WORD(0xc8dffc20), {} },
	{ "stlr x0, [x1]", WORD(0xc89ffc20), {} },
	{ "ldapr x0, [x1]", WORD(0xf8bfc020), {} },
	{ "ldaprb w0, [x1]", WORD(0x38bfc020), {} },
	{ "ldadd x0, x1, [x2]", WORD(0xf8200041), { .atomic = true } },
	{ "swpa x0, x1, [x2]", WORD(0xf8a08041), { .atomic = true } },
	{ "mrs x0, tpidr_el1", WORD(0xd538d080), { .system = true } },
	{ "mrs x0, sp_el0", WORD(0xd5384100), { .system = true } },
	{ "msr daif, x0", WORD(0xd51b4220), { .system = true } },
	{ "msr daifset, #2", WORD(0xd50342df), { .system = true } },
	{ "dsb sy", WORD(0xd5033f9f), {} },
	{ "tlbi vmalle1is", WORD(0xd508831f), { .system = true } },
};

static void test_arm64(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(arm64); i++)
		check("aarch64", &arm64[i]);
}

static void test_unknown(void **state)
{
	(void)state;
	assert_null(instruction_set_find("riscv64"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_x86_64),
		cmocka_unit_test(test_arm64),
		cmocka_unit_test(test_unknown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
