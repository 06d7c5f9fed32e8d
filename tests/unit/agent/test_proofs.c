// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the kernel shows of each mechanism on udp_recvmsg, as 6.1.0-56-cloud-amd64 and
 * 6.12.117+deb12-cloud-amd64 printed it in a guest: a proof accepts its own and no other's.
 */
#include "agent/arch/arch.h"
#include "agent/link_info.h"
#include "agent/trace_text.h"
#include "common/cleanup.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINES_LEAST 100 /* of kernels/proofs.jsonl: an empty one would hold nothing */

/* kprobes/list with one probe, and what it is. */
static const struct {
	const char *list;
	char type;
	int offset;
	enum kprobe_flavour flavour;
} kprobes[] = {
	{ "ffffffff818892b9  k  udp_recvmsg+0x9    \n", 'k', 9, KPROBE_INT3 },
	{ "ffffffff818892b9  k  udp_recvmsg+0x9    [OPTIMIZED]\n", 'k', 9, KPROBE_OPTIMIZED },
	{ "ffffffff818892b0  k  udp_recvmsg+0x0    [FTRACE]\n", 'k', 0, KPROBE_FTRACE },
	{ "ffffffff818892b0  r  udp_recvmsg+0x0    [FTRACE]\n", 'r', 0, KPROBE_FTRACE },
	{ "ffffffff81b290f9  k  udp_recvmsg+0x9    \n", 'k', 9, KPROBE_INT3 },
	{ "ffffffff81b290f9  k  udp_recvmsg+0x9    [OPTIMIZED]\n", 'k', 9, KPROBE_OPTIMIZED },
	{ "ffffffff81b290f4  k  udp_recvmsg+0x4    [FTRACE]\n", 'k', 4, KPROBE_FTRACE },
	{ "ffffffff81b290f4  r  udp_recvmsg+0x4    [FTRACE]\n", 'r', 4, KPROBE_FTRACE },
	/* 7.3.4+deb13-cloud-arm64: beside ftrace's call, which is the second instruction */
	{ "ffff80008035daf8  k  udp_recvmsg+0x0    \n", 'k', 0, KPROBE_INT3 },
	{ "ffff80008035daf8  r  udp_recvmsg+0x0    \n", 'r', 0, KPROBE_INT3 },
};

/* enabled_functions with one user of the function. */
static const struct {
	const char *text;
	bool is_direct;
} enabled[] = {
	{ "udp_recvmsg (1) R    \ttramp: 0xffffffffc0241000 (kprobe_ftrace_handler+0x0/0x1b0) "
	  "->kprobe_ftrace_handler+0x0/0x1b0\n",
	  false },
	{ "udp_recvmsg (1) R   D\ttramp: ftrace_regs_caller+0x0/0x58 "
	  "(call_direct_funcs+0x0/0x30)\n\tdirect-->bpf_trampoline_6442483924+0x0/0x1000\n",
	  true },
	{ "udp_recvmsg (1) R         \ttramp: 0xffffffffc0211000 (kprobe_ftrace_handler+0x0/0x1d0) "
	  "->kprobe_ftrace_handler+0x0/0x1d0\n",
	  false },
	{ "udp_recvmsg (1) R         \ttramp: 0xffffffffc0213000 (fprobe_handler+0x0/0x240) "
	  "->fprobe_handler+0x0/0x240\n",
	  false },
	{ "udp_recvmsg (1) R   D   M \ttramp: ftrace_regs_caller+0x0/0x65 "
	  "(call_direct_funcs+0x0/0x20)\n\tdirect-->bpf_trampoline_6442550171+0x0/0xc4\n",
	  true },
	/* 7.3.4+deb13-cloud-arm64, where each function has its own list of users (call ops) */
	{ "udp_recvmsg (1)     D O M \ttramp: ftrace_caller+0x0/0x9c "
	  "(call_direct_funcs+0x0/0x18)\tops: 0xffff0000044f4f00 (call_direct_funcs+0x0/0x18)\n"
	  "\tdirect-->bpf_trampoline_6442521835+0x0/0xd0\n",
	  true },
	{ "udp_recvmsg (1)       O   \tops: fprobe_ftrace_ops+0x0/0xc8 "
	  "(fprobe_ftrace_entry+0x0/0x280)\n",
	  false },
	{ "udp_recvmsg (1)       O   \tops: graph_ops+0x0/0x168 (ftrace_graph_func+0x0/0x58)"
	  "\tsubops: {ent:fprobe_fgraph_entry+0x0/0x3a0 ret:fprobe_return+0x0/0x1b8}\n",
	  false },
};

/*
 * What kernels from 5.10 on showed of a mechanism when it was measured (scripts/kernel-proofs): the
 * one that is named, and nothing else.
 */
static const struct {
	const char *mechanism;
	const char *shown; /* the file that its proof is read from */
	char type;	   /* kprobes/list's */
	enum kprobe_flavour flavour;
	bool is_direct;
} mechanisms[] = {
	{ "kprobe-int3", "kprobes_list", 'k', KPROBE_INT3, false },
	{ "kprobe-optimized", "kprobes_list", 'k', KPROBE_OPTIMIZED, false },
	{ "kprobe-ftrace", "kprobes_list", 'k', KPROBE_FTRACE, false },
	{ "kretprobe", "kprobes_list", 'r', KPROBE_FTRACE, false },
	{ "kprobe-fprobe", "enabled_functions", 0, 0, false },
	{ "kretprobe-fprobe", "enabled_functions", 0, 0, false },
	{ "kprobe-session", "enabled_functions", 0, 0, false },
	{ "fentry", "enabled_functions", 0, 0, true },
	{ "fexit", "enabled_functions", 0, 0, true },
	{ "fmod-ret", "enabled_functions", 0, 0, true },
	{ "fsession", "enabled_functions", 0, 0, true },
	{ "fentry-multi", "enabled_functions", 0, 0, true },
	{ "fexit-multi", "enabled_functions", 0, 0, true },
	{ "fsession-multi", "enabled_functions", 0, 0, true },
	{ "fentry-sleepable", "enabled_functions", 0, 0, true },
	{ "lsm", "enabled_functions", 0, 0, true },
};

static void kprobe_check(size_t at, const char *text, const char *function, const char *line)
{
	CLEANUP_FREE char *found =
	    trace_kprobe_line(text, function, KPROBE_ANY_OFFSET, mechanisms[at].type);

	if (!found)
		fail_msg("no probe in %s", line);
	for (int flavour = KPROBE_INT3; flavour <= KPROBE_FTRACE; flavour++)
		if (trace_kprobe_is(found, flavour) != (flavour == (int)mechanisms[at].flavour))
			fail_msg("flavour %d: %s", flavour, line);
}

static void enabled_check(size_t at, const char *text, const char *function, const char *line)
{
	CLEANUP_FREE char *found = trace_enabled_line(text, function);
	CLEANUP_FREE char *trampoline = NULL;

	if (!found || strcmp(found, text) != 0)
		fail_msg("not all of it was read: %s", line);
	if (trace_enabled_is_direct(found) != mechanisms[at].is_direct)
		fail_msg("a direct call, or none: %s", line);
	trampoline = trace_enabled_trampoline(found);
	if (mechanisms[at].is_direct ? strncmp(trampoline, "bpf_trampoline_", 15) : !!trampoline)
		fail_msg("the trampoline's name: %s", line);
}

static void shown_check(const json_t *shown, const char *line)
{
	const char *mechanism = json_string_value(json_object_get(shown, "mechanism"));
	const char *function = json_string_value(json_object_get(shown, "function"));
	size_t at = 0;

	while (at < ARRAY_SIZE(mechanisms) && strcmp(mechanisms[at].mechanism, mechanism) != 0)
		at++;
	if (at == ARRAY_SIZE(mechanisms))
		fail_msg("what does a kernel show of %s?", mechanism);
	if (mechanisms[at].type)
		kprobe_check(at, json_string_value(json_object_get(shown, mechanisms[at].shown)),
			     function, line);
	else
		enabled_check(at, json_string_value(json_object_get(shown, mechanisms[at].shown)),
			      function, line);
}

static void what_every_kernel_shows_of_a_mechanism(void **state)
{
	CLEANUP_FILE FILE *file = fopen(DATA "/kernels/proofs.jsonl", "re");
	CLEANUP_FREE char *line = NULL;
	size_t size = 0, lines = 0;

	(void)state;
	assert_non_null(file);
	for (; getline(&line, &size, file) > 0; lines++) {
		json_t *shown = json_loads(line, 0, NULL);

		assert_non_null(shown);
		shown_check(shown, line);
		json_decref(shown);
	}
	assert_true(lines >= LINES_LEAST);
}

static void a_kprobe_is_found_by_place_and_type(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(kprobes); i++) {
		CLEANUP_FREE char *line = trace_kprobe_line(kprobes[i].list, "udp_recvmsg",
							    kprobes[i].offset, kprobes[i].type);
		CLEANUP_FREE char *anywhere = trace_kprobe_line(kprobes[i].list, "udp_recvmsg",
								KPROBE_ANY_OFFSET, kprobes[i].type);
		CLEANUP_FREE char *beside = trace_kprobe_line(
		    kprobes[i].list, "udp_recvmsg", kprobes[i].offset + 1, kprobes[i].type);
		CLEANUP_FREE char *other =
		    trace_kprobe_line(kprobes[i].list, "udp_recvmsg", kprobes[i].offset,
				      kprobes[i].type == 'k' ? 'r' : 'k');

		assert_non_null(line);
		assert_string_equal(line, anywhere);
		assert_null(beside);
		assert_null(other);
	}
}

static void a_kprobe_is_of_one_flavour(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(kprobes); i++)
		for (int flavour = KPROBE_INT3; flavour <= KPROBE_FTRACE; flavour++)
			assert_int_equal(trace_kprobe_is(kprobes[i].list, flavour),
					 flavour == (int)kprobes[i].flavour);
}

static void a_trampoline_is_a_direct_call(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(enabled); i++) {
		CLEANUP_FREE char *line = trace_enabled_line(enabled[i].text, "udp_recvmsg");

		assert_non_null(line);
		assert_int_equal(trace_enabled_is_direct(line), enabled[i].is_direct);
		assert_null(trace_enabled_line(enabled[i].text, "udp_recv"));
	}
}

static void a_trampoline_by_its_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(enabled); i++) {
		CLEANUP_FREE char *name = trace_enabled_trampoline(enabled[i].text);

		if (enabled[i].is_direct)
			assert_true(!strncmp(name, "bpf_trampoline_64", 17) && !strchr(name, '+'));
		else
			assert_null(name);
	}
}

/* With several users on the function a line may have more behind it: the next one is not ours. */
/*
 * As arch/x86/kernel/uprobes.c writes them in place of a nop of five bytes (6.18) and of ten (7.3,
 * int3_update_optimize()), and what stands there before the first hit.
 */
static void a_call_in_a_nops_place(void **state)
{
	static const uint8_t call[ARCH_PROBE_BYTES] = { 0xe8, 0xbb, 0xc7, 0xff, 0x7f, 0xc3 };
	static const uint8_t stepped[ARCH_PROBE_BYTES] = { 0x48, 0x8d, 0x64, 0x24, 0x80,
							   0xe8, 0x36, 0x8c, 0xff, 0xff };
	static const uint8_t breakpoint[ARCH_PROBE_BYTES] = { 0xcc, 0x1f, 0x44 };
	static const uint8_t half[ARCH_PROBE_BYTES] = { 0x48, 0x8d, 0x64, 0x24, 0x80, 0x1f };
	uint64_t target = 0;

	(void)state;
	if (!arch_ops.call_target)
		skip();
	assert_true(arch_ops.call_target(call, 0x404840, &target));
	assert_true(target == 0x80401000);
	assert_true(arch_ops.call_target(stepped, 0x4083c0, &target));
	assert_true(target == 0x401000);
	assert_false(arch_ops.call_target(breakpoint, 0x404840, &target));
	assert_false(arch_ops.call_target(half, 0x404840, &target));
}

/* 7.3 leaves its call among the operands of the nop that it puts back. */
static void what_a_nop_keeps_is_no_trace(void **state)
{
	uint8_t fresh[ARCH_PROBE_BYTES] = { 0x66, 0x2e, 0x0f, 0x1f, 0x84, 0, 0, 0, 0, 0, 0xc3 };
	uint8_t left[ARCH_PROBE_BYTES] = { 0x66, 0x2e, 0x0f, 0x1f, 0x84, 0xe8,
					   0x36, 0x8c, 0xff, 0xff, 0xc3 };
	uint8_t hooked[ARCH_PROBE_BYTES] = { 0xcc, 0x2e, 0x0f, 0x1f, 0x84, 0xe8 };
	uint8_t kept[ARCH_PROBE_BYTES];

	(void)state;
	if (!arch_ops.nop_operands_clear)
		skip();
	memcpy(kept, hooked, sizeof(kept));
	arch_ops.nop_operands_clear(left);
	arch_ops.nop_operands_clear(hooked);
	assert_memory_equal(left, fresh, sizeof(left));
	assert_memory_equal(hooked, kept, sizeof(kept));
}

/* As 7.3 tells of an fexit.multi, and 7.2, which tells nothing but the link's own type. */
static void a_link_of_many_functions_tells_its_kind_or_nothing(void **state)
{
	struct bpf_link_info told = { .type = 15, .tracing.attach_type = 60 };
	struct bpf_link_info untold = { .type = 15 };
	json_t *proof = json_object();
	struct error err;

	(void)state;
	assert_int_equal(tracing_multi_info_prove(&untold, 60, proof, &err), 0);
	assert_null(json_object_get(proof, "attach_type"));
	assert_int_equal(tracing_multi_info_prove(&told, 59, proof, &err), -EPROTO);
	assert_int_equal(tracing_multi_info_prove(&told, 60, proof, &err), 0);
	assert_int_equal(json_integer_value(json_object_get(proof, "attach_type")), 60);
	json_decref(proof);
}

static void the_next_function_is_not_ours(void **state)
{
	char both[1024];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(enabled); i++) {
		CLEANUP_FREE char *line = NULL;

		snprintf(both, sizeof(both), "%ssecurity_socket_recvmsg (1) R   D\ttramp: x\n\t%s",
			 enabled[i].text, "direct-->bpf_trampoline_6442540925+0x0/0x1000\n");
		line = trace_enabled_line(both, "udp_recvmsg");
		assert_int_equal(trace_enabled_is_direct(line), enabled[i].is_direct);
		assert_null(strstr(line, "security"));
	}
}

/* What is gone shows nowhere; what came is told. */
static void what_an_attachment_adds_is_seen(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(enabled); i++) {
		json_t *added = json_array(), *removed = json_array();

		trace_lines_added("", enabled[i].text, added);
		trace_lines_added(enabled[i].text, "", removed);
		assert_int_equal(json_array_size(added), enabled[i].is_direct ? 2 : 1);
		assert_int_equal(json_array_size(removed), 0);
		json_decref(added);
		json_decref(removed);
	}
}

/* A link of type 2 (tracing) of program 18, as 6.1 said of fentry. */
static void a_link_is_of_the_type_that_was_wanted(void **state)
{
	struct bpf_link_info info = { .type = BPF_LINK_TYPE_TRACING, .id = 5, .prog_id = 18 };
	json_t *proof = json_object(), *link;
	struct error err;

	(void)state;
	assert_int_equal(link_info_prove(&info, BPF_LINK_TYPE_TRACING, proof, &err), 0);
	link = json_object_get(proof, "link");
	assert_int_equal(json_integer_value(json_object_get(link, "type")), 2);
	assert_int_equal(json_integer_value(json_object_get(link, "id")), 5);
	assert_int_equal(json_integer_value(json_object_get(link, "program")), 18);
	assert_int_equal(link_info_prove(&info, BPF_LINK_TYPE_KPROBE_MULTI, proof, &err), -EPROTO);
	assert_string_equal(err.text, "the link is of type 2 where 8 was wanted");
	json_decref(proof);
}

/* Of fmod-ret: attach type 26. */
static void a_trampoline_is_of_the_kind_that_was_wanted(void **state)
{
	struct bpf_link_info info = { .type = BPF_LINK_TYPE_TRACING };
	json_t *proof = json_object();
	struct error err;

	(void)state;
	info.tracing.attach_type = BPF_MODIFY_RETURN;
	assert_int_equal(tracing_info_prove(&info, BPF_MODIFY_RETURN, proof, &err), 0);
	assert_int_equal(json_integer_value(json_object_get(proof, "attach_type")), 26);
	assert_int_equal(tracing_info_prove(&info, BPF_TRACE_FENTRY, proof, &err), -EPROTO);
	assert_string_equal(err.text, "the trampoline's attach type is 26 where 24 was wanted");
	json_decref(proof);
}

/* probed_bytes as 6.1 had them before, and what a probe makes of the first. */
static void what_stands_at_a_probe(void **state)
{
	uint8_t bytes[ARCH_TEXT_BYTES] = { 0x41, 0x55, 0x41, 0x54, 0x55, 0x48, 0x89, 0xf5 };

	(void)state;
	assert_int_equal(arch_ops.text_form(bytes), TEXT_OTHER);
	bytes[0] = 0xcc;
	assert_int_equal(arch_ops.text_form(bytes), TEXT_BREAKPOINT);
	bytes[0] = 0xe9;
	assert_int_equal(arch_ops.text_form(bytes), TEXT_JUMP);
}

static void probed_functions_begin_with_their_instruction(void **state)
{
	const struct arch_function *const functions[] = { &arch_ops.on_nop, &arch_ops.on_push,
							  &arch_ops.on_ret };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(functions); i++) {
		const uint8_t *text = (const uint8_t *)(uintptr_t)functions[i]->function;

		assert_int_equal(text[0], functions[i]->first_byte);
		functions[i]->function(); /* and returns */
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_every_kernel_shows_of_a_mechanism),
		cmocka_unit_test(a_kprobe_is_found_by_place_and_type),
		cmocka_unit_test(a_kprobe_is_of_one_flavour),
		cmocka_unit_test(a_trampoline_is_a_direct_call),
		cmocka_unit_test(a_call_in_a_nops_place),
		cmocka_unit_test(a_trampoline_by_its_name),
		cmocka_unit_test(a_link_of_many_functions_tells_its_kind_or_nothing),
		cmocka_unit_test(what_a_nop_keeps_is_no_trace),
		cmocka_unit_test(the_next_function_is_not_ours),
		cmocka_unit_test(what_an_attachment_adds_is_seen),
		cmocka_unit_test(a_link_is_of_the_type_that_was_wanted),
		cmocka_unit_test(a_trampoline_is_of_the_kind_that_was_wanted),
		cmocka_unit_test(what_stands_at_a_probe),
		cmocka_unit_test(probed_functions_begin_with_their_instruction),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
