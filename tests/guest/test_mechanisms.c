// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Every mechanism in a real guest: attached, proved to be what its name says, counted against the
 * workload's own datagrams, and gone afterwards.
 */
#include "guest.h"
#include "common/cleanup.h"
#include "protocol/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

static const char *agent_path, *iperf3_path;

static int setup_kernel(void **state, const char *kernel)
{
	struct guest *guest = guest_start(kernel, agent_path, iperf3_path);

	json_decref(guest_ask(guest, REQUEST_workload_start, "{s:s s:{s:i}}", "workload",
			      "udp_drain", "settings", "length", 64));
	*state = guest;
	return 0;
}

static int setup(void **state)
{
	return setup_kernel(state, "debian-6.12-cloud");
}

static int setup_old(void **state)
{
	return setup_kernel(state, "debian-6.1-cloud");
}

static int teardown(void **state)
{
	guest_stop(*state);
	return 0;
}

static json_t *attach_to(struct guest *guest, const char *mechanism, const char *program,
			 const char *function, const char *tracepoint)
{
	return guest_ask(guest, REQUEST_attach, "{s:s s:s s:s s:s}", "mechanism", mechanism,
			 "program", program, "function", function, "tracepoint", tracepoint);
}

/* Where the workload, or user-probe, comes by: security_socket_recvmsg runs once a receive. */
static const char *function_for(const char *mechanism)
{
	const struct mechanism_name *known = mechanism_name_find(mechanism);

	switch (known ? known->hook : HOOK_FUNCTION) {
	case HOOK_USER:
		return strcmp(mechanism, "usdt") == 0		  ? "user:usdt"
		       : strcmp(mechanism, "usdt-semaphore") == 0 ? "user:usdt-semaphore"
								  : "user:nop";
	case HOOK_MODIFY_RETURN:
		return "security_socket_recvmsg";
	default:
		return "udp_recvmsg";
	}
}

static json_t *attach(struct guest *guest, const char *mechanism, const char *program)
{
	return attach_to(guest, mechanism, program, function_for(mechanism),
			 "sock:sock_recv_length");
}

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

static json_t *detach(struct guest *guest)
{
	return guest_ask(guest, REQUEST_detach, NULL);
}

static json_t *window(struct guest *guest)
{
	return guest_ask(guest, REQUEST_window, "{s:i s:i}", "settle_ns", 1000000, "length_ns",
			 30000000);
}

static void statistics(struct guest *guest, int on, const char *by)
{
	json_decref(guest_ask(guest, REQUEST_statistics, "{s:b s:s}", "on", on, "by", by));
}

static double counter(const json_t *reply, const char *name)
{
	const json_t *value = json_object_get(json_object_get(reply, "counters"), name);

	return json_is_number(value) ? json_number_value(value) : -1;
}

/* A line of the proof must have the one text and must not have the other. */
struct proof_rule {
	const char *mechanism, *key, *has, *has_not;
};

static const struct proof_rule rules[] = {
	{ "kprobe-int3", "kprobes_list", "udp_recvmsg+0x9", "[" },
	{ "kprobe-optimized", "kprobes_list", "[OPTIMIZED]", "[FTRACE]" },
	{ "kprobe-ftrace", "kprobes_list", "[FTRACE]", "[OPTIMIZED]" },
	{ "kretprobe", "kprobes_list", "  r  udp_recvmsg", NULL },
	{ "kprobe-fprobe", "enabled_functions", "udp_recvmsg ", "direct-->" },
	{ "kretprobe-fprobe", "enabled_functions", "udp_recvmsg ", "direct-->" },
	{ "fentry", "enabled_functions", "direct-->bpf_trampoline", NULL },
	{ "fexit", "enabled_functions", "direct-->bpf_trampoline", NULL },
	{ "fmod-ret", "enabled_functions", "direct-->bpf_trampoline", NULL },
	{ "kprobe-session", "enabled_functions", "udp_recvmsg ", "direct-->" },
	{ "uprobe", "user_text", "cc", NULL },
	{ "uretprobe", "user_text", "cc", NULL },
	{ "uprobe-multi", "user_text", "cc", NULL },
	{ "uretprobe-multi", "user_text", "cc", NULL },
	{ "usdt", "user_text", "cc", NULL },
	{ "usdt-semaphore", "user_text", "cc", NULL },
};

static void proof_check(const char *mechanism, const json_t *proof)
{
	assert_true(json_integer_value(json_object_get(json_object_get(proof, "program"), "id")) >
		    0);
	for (size_t i = 0; i < ARRAY_SIZE(rules); i++) {
		const char *line = text_of(proof, rules[i].key);

		if (strcmp(rules[i].mechanism, mechanism) != 0)
			continue;
		if (!strstr(line, rules[i].has))
			fail_msg("%s: '%s' is not in '%s'", mechanism, rules[i].has, line);
		if (rules[i].has_not && strstr(line, rules[i].has_not))
			fail_msg("%s: '%s' is in '%s'", mechanism, rules[i].has_not, line);
	}
}

/* The hits of one window with statistics on must be its datagrams, so many times. */
static void hits_check(struct guest *guest, const char *mechanism, double per_operation)
{
	json_t *reply;

	statistics(guest, 1, "fd");
	reply = window(guest);
	statistics(guest, 0, "fd");
	if (counter(reply, "hits") <= 0 ||
	    counter(reply, "hits") != per_operation * counter(reply, "hit_operations"))
		fail_msg("%s: %.0f hits in %.0f datagrams", mechanism, counter(reply, "hits"),
			 counter(reply, "hit_operations"));
	assert_true(counter(reply, "misses") == 0);
	assert_true(counter(reply, "operation_ns") > 0);
	json_decref(reply);
}

static double hits_since_attachment(struct guest *guest)
{
	json_t *reply = guest_ask(guest, REQUEST_totals, NULL);
	double hits = counter(reply, "hits");

	assert_true(hits >= 0);
	json_decref(reply);
	return hits;
}

#define ITERATIONS 1000

static void user_probe(struct guest *guest, const char *which, int iterations)
{
	json_t *reply = guest_ask(guest, REQUEST_user_probe, "{s:s s:i}", "which", which,
				  "iterations", iterations);

	assert_int_equal(json_integer_value(json_object_get(reply, "ran")), iterations);
	json_decref(reply);
}

/* Through the probe point hits count; through another one they do not. */
static void user_hits_check(struct guest *guest, const char *mechanism, const char *which)
{
	double before;

	statistics(guest, 1, "fd");
	before = hits_since_attachment(guest);
	user_probe(guest, which, ITERATIONS);
	user_probe(guest, strcmp(which, "user:nop") != 0 ? "user:nop" : "user:push", ITERATIONS);
	statistics(guest, 0, "fd");
	if (hits_since_attachment(guest) - before != ITERATIONS)
		fail_msg("%s on %s: %.0f hits in %d runs", mechanism, which,
			 hits_since_attachment(guest) - before, ITERATIONS);
}

static bool is_on_user(const char *mechanism)
{
	return mechanism_name_find(mechanism)->hook == HOOK_USER;
}

/* Attaches, proves, counts and takes away. */
static void check_at(struct guest *guest, const char *mechanism, const char *program,
		     const char *function)
{
	json_t *reply = attach_to(guest, mechanism, program, function, "sock:sock_recv_length");
	double per_operation;

	if (strcmp(text_of(reply, "status"), "attached") != 0)
		fail_msg("%s %s at %s: %s: %s", mechanism, program, function,
			 text_of(reply, "status"), text_of(reply, "reason"));
	proof_check(mechanism, json_object_get(reply, "proof"));
	per_operation = json_number_value(json_object_get(reply, "hits_per_operation"));
	assert_true(per_operation == (strcmp(mechanism, "kprobe-session") == 0 ? 2 : 1));
	json_decref(reply);
	if (is_on_user(mechanism))
		user_hits_check(guest, mechanism, function);
	else
		hits_check(guest, mechanism, per_operation);
	reply = detach(guest);
	if (!json_is_true(json_object_get(reply, "held")))
		fail_msg("%s did not hold", mechanism);
	assert_int_equal(json_integer_value(json_object_get(reply, "lost")), 0);
	if (!json_is_true(json_object_get(reply, "clean"))) {
		char *left = json_dumps(reply, 0);

		fail_msg("%s left something: %s", mechanism, left);
	}
	json_decref(reply);
}

static void mechanism_check(struct guest *guest, const char *mechanism, const char *program)
{
	check_at(guest, mechanism, program, function_for(mechanism));
}

static void test_every_mechanism_is_what_it_says(void **state)
{
	for (size_t i = 0; i < mechanism_names_count; i++) {
		mechanism_check(*state, mechanism_names[i].name, "null");
		mechanism_check(*state, mechanism_names[i].name, "map");
	}
}

/* A family's own name is no program. */
static bool is_program(size_t i)
{
	const char *name = program_names[i].name;

	return name[strlen(name) - 1] != '-';
}

static void test_every_program_runs(void **state)
{
	for (size_t i = 0; i < program_names_count; i++) {
		if (!is_program(i))
			continue;
		mechanism_check(*state, "fentry", program_names[i].name);
		mechanism_check(*state, "tracepoint", program_names[i].name);
	}
}

/* Each loads as every type that a mechanism needs. */
static void test_every_program_under_every_type(void **state)
{
	static const char *const mechanisms[] = { "raw-tracepoint", "tp-btf",	"kprobe-ftrace",
						  "kprobe-session", "fmod-ret", "uprobe-multi" };

	for (size_t i = 0; i < program_names_count; i++) {
		for (size_t k = 0; k < ARRAY_SIZE(mechanisms) && is_program(i); k++) {
			json_t *reply = attach(*state, mechanisms[k], program_names[i].name);

			if (strcmp(text_of(reply, "status"), "attached") != 0)
				fail_msg("%s by %s: %s", program_names[i].name, mechanisms[k],
					 text_of(reply, "reason"));
			json_decref(reply);
			json_decref(detach(*state));
		}
	}
}

/* By the kernel's own statistics; the least of some windows, as others use the machine too. */
static double run_time_of(struct guest *guest, const char *mechanism, const char *program)
{
	double least_ns = INFINITY;

	json_decref(attach(guest, mechanism, program));
	statistics(guest, 1, "fd");
	for (int i = 0; i < 3; i++) {
		json_t *reply = window(guest);

		least_ns = fmin(least_ns, counter(reply, "run_time_ns") / counter(reply, "hits"));
		json_decref(reply);
	}
	statistics(guest, 0, "fd");
	json_decref(detach(guest));
	return least_ns;
}

/* That a program does its work: factors of emulated time, seen to be 2.4 and more. */
static void test_programs_do_their_work(void **state)
{
	static const char *const dear[] = { "hash-update", "stackid", "perf-output", "ringbuf" };
	double null_ns = run_time_of(*state, "fentry", "null");

	for (size_t i = 0; i < ARRAY_SIZE(dear); i++) {
		double dear_ns = run_time_of(*state, "fentry", dear[i]);

		if (!(dear_ns > 1.3 * null_ns))
			fail_msg("%s takes %.0f ns, null %.0f ns", dear[i], dear_ns, null_ns);
	}
}

/* 4 MiB of 8 bytes behind a header of 8; kernel/bpf/ringbuf.c never fills the last. */
#define RINGBUF_RECORDS 262143

/* A full ring buffer is cheap: what is refused must be known.  A window begins with an empty one.
 */
static void test_full_ring_buffer_is_noticed(void **state)
{
	json_t *reply = attach(*state, "uprobe", "ringbuf");

	json_decref(reply);
	user_probe(*state, "user:nop", RINGBUF_RECORDS + 7);
	json_decref(window(*state));
	user_probe(*state, "user:nop", ITERATIONS);
	reply = detach(*state);
	assert_int_equal(json_integer_value(json_object_get(reply, "lost")), 7);
	json_decref(reply);
}

static void test_user_probes_on_every_instruction(void **state)
{
	static const char *const mechanisms[] = { "uprobe", "uretprobe", "uprobe-multi",
						  "uretprobe-multi" };
	static const char *const functions[] = { "user:push", "user:ret" };

	for (size_t i = 0; i < ARRAY_SIZE(mechanisms); i++)
		for (size_t k = 0; k < ARRAY_SIZE(functions); k++)
			check_at(*state, mechanisms[i], "null", functions[k]);
}

static void refused_check(struct guest *guest, const char *mechanism, const char *function,
			  const char *status, const char *reason)
{
	json_t *reply = attach_to(guest, mechanism, "null", function, "sock:sock_recv_length");

	if (strcmp(text_of(reply, "status"), status) != 0 ||
	    !strstr(text_of(reply, "reason"), reason))
		fail_msg("%s at %s: %s: %s", mechanism, function, text_of(reply, "status"),
			 text_of(reply, "reason"));
	json_decref(reply);
}

static void test_hooks_of_the_wrong_kind(void **state)
{
	refused_check(*state, "uprobe", "user:pop", "unsupported", "no probe point 'user:pop'");
	refused_check(*state, "usdt", "user:nop", "failed", "no usdt without a semaphore");
	refused_check(*state, "usdt", "user:usdt-semaphore", "failed", "without a semaphore");
	refused_check(*state, "usdt-semaphore", "user:usdt", "failed", "with a semaphore");
	refused_check(*state, "fmod-ret", "udp_recvmsg", "unsupported", "not modifiable");
}

/* What `micro` triggers where the kernel has it. */
static void test_fmod_ret_on_the_kernels_own_function(void **state)
{
	json_t *reply = attach_to(*state, "fmod-ret", "null", "bpf_modify_return_test_tp", "x:y");

	assert_string_equal(text_of(reply, "status"), "attached");
	json_decref(reply);
	reply = detach(*state);
	assert_true(json_is_true(json_object_get(reply, "clean")));
	json_decref(reply);
}

static void test_statistics_by_sysctl(void **state)
{
	json_t *reply;

	json_decref(attach(*state, "fentry", "null"));
	statistics(*state, 1, "sysctl");
	reply = window(*state);
	assert_true(counter(reply, "hits") > 0);
	json_decref(reply);
	statistics(*state, 0, "sysctl");
	reply = window(*state);
	assert_true(counter(reply, "hits") == -1); /* not counted is absent, not 0 */
	json_decref(reply);
	json_decref(detach(*state));
}

static void test_detached_behind_its_back(void **state)
{
	static const char *const mechanisms[] = { "fentry", "kprobe-fprobe", "kprobe-ftrace",
						  "tracepoint" };

	for (size_t i = 0; i < ARRAY_SIZE(mechanisms); i++) {
		json_t *reply = attach(*state, mechanisms[i], "null");

		json_decref(reply);
		json_decref(guest_ask(*state, REQUEST_sabotage, NULL));
		reply = detach(*state);
		if (!json_is_false(json_object_get(reply, "held")))
			fail_msg("%s: nobody noticed", mechanisms[i]);
		json_decref(reply);
	}
}

static void test_hook_that_never_runs(void **state)
{
	json_t *reply = attach_to(*state, "fentry", "null", "udp_abort", "oom:mark_victim");

	assert_string_equal(text_of(reply, "status"), "attached");
	json_decref(reply);
	statistics(*state, 1, "fd");
	reply = window(*state);
	statistics(*state, 0, "fd");
	assert_true(counter(reply, "hits") == 0);
	assert_true(counter(reply, "hit_operations") > 0);
	json_decref(reply);
	json_decref(detach(*state));
}

static void test_function_that_is_not_there(void **state)
{
	json_t *reply = guest_ask(*state, REQUEST_check_hook, "{s:s}", "function", "udp_recvmsh");

	assert_true(json_is_false(json_object_get(reply, "exists")));
	assert_string_equal(json_string_value(json_array_get(json_object_get(reply, "similar"), 0)),
			    "udp_recvmsg");
	json_decref(reply);
	reply = attach_to(*state, "fentry", "null", "udp_recvmsh", "x:y");
	assert_string_equal(text_of(reply, "status"), "unsupported");
	json_decref(reply);
	reply = attach_to(*state, "kprobe-ftrace", "null", "udp_recvmsh", "x:y");
	assert_string_equal(text_of(reply, "status"), "failed");
	assert_string_equal(text_of(reply, "step"), "attach");
	json_decref(reply);
}

/* The delay's own calibration is what goes into the proof. */
static void test_delay_is_calibrated(void **state)
{
	json_t *reply = attach(*state, "fentry", "delay-1500ns");
	double injected_ns;

	assert_string_equal(text_of(reply, "status"), "attached");
	injected_ns =
	    json_number_value(json_object_get(json_object_get(reply, "proof"), "injected_ns"));
	assert_true(injected_ns > 1400 && injected_ns < 1600);
	json_decref(reply);
	json_decref(detach(*state));
}

static void test_nonsense_is_answered(void **state)
{
	struct error err = {};
	struct guest *guest = *state;
	json_t *reply;

	target_send(guest->target, json_pack("{s:s}", "do", "dance"), &err);
	assert_int_equal(target_receive(guest->target, UINT64_MAX, &reply, &err), 0);
	assert_non_null(strstr(text_of(reply, "error"), "no request 'dance'"));
	json_decref(reply);
}

/* 6.1: what came later is unsupported, and why; what is left is all there. */
static void test_old_kernel_says_what_it_lacks(void **state)
{
	refused_check(*state, "kprobe-session", "udp_recvmsg", "unsupported", "came with 6.10");
	refused_check(*state, "uprobe-multi", "user:nop", "unsupported", "came with 6.6");
	refused_check(*state, "uretprobe-multi", "user:nop", "unsupported", "came with 6.6");
	refused_check(*state, "fmod-ret", "bpf_modify_return_test_tp", "unsupported",
		      "BTF has no 'bpf_modify_return_test_tp'");
}

static void test_old_kernel_has_the_others(void **state)
{
	static const char *const mechanisms[] = { "fmod-ret", "uprobe", "uretprobe", "usdt",
						  "usdt-semaphore" };

	for (size_t i = 0; i < ARRAY_SIZE(mechanisms); i++)
		mechanism_check(*state, mechanisms[i], "null");
}

static void test_old_kernel_loads_every_program(void **state)
{
	for (size_t i = 0; i < program_names_count; i++)
		if (is_program(i))
			mechanism_check(*state, "uprobe", program_names[i].name);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_mechanism_is_what_it_says),
		cmocka_unit_test(test_every_program_runs),
		cmocka_unit_test(test_every_program_under_every_type),
		cmocka_unit_test(test_programs_do_their_work),
		cmocka_unit_test(test_full_ring_buffer_is_noticed),
		cmocka_unit_test(test_user_probes_on_every_instruction),
		cmocka_unit_test(test_hooks_of_the_wrong_kind),
		cmocka_unit_test(test_fmod_ret_on_the_kernels_own_function),
		cmocka_unit_test(test_statistics_by_sysctl),
		cmocka_unit_test(test_detached_behind_its_back),
		cmocka_unit_test(test_hook_that_never_runs),
		cmocka_unit_test(test_function_that_is_not_there),
		cmocka_unit_test(test_delay_is_calibrated),
		cmocka_unit_test(test_nonsense_is_answered),
	};

	const struct CMUnitTest old_tests[] = {
		cmocka_unit_test(test_old_kernel_says_what_it_lacks),
		cmocka_unit_test(test_old_kernel_has_the_others),
		cmocka_unit_test(test_old_kernel_loads_every_program),
	};

	if (argc != 3)
		return 2;
	agent_path = argv[1];
	iperf3_path = argv[2];
	return cmocka_run_group_tests(tests, setup, teardown) +
	       cmocka_run_group_tests(old_tests, setup_old, teardown);
}
