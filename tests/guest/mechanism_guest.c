// SPDX-License-Identifier: GPL-2.0-or-later
#include "mechanism_guest.h"
#include "common/cleanup.h"
#include "protocol/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

json_t *attach_to(struct guest *guest, const char *mechanism, const char *program,
		  const char *function, const char *tracepoint)
{
	return guest_ask(guest, REQUEST_attach, "{s:s s:s s:s s:s}", "mechanism", mechanism,
			 "program", program, "function", function, "tracepoint", tracepoint);
}

/* The probe point that a mechanism of user space is for. */
static const char *user_probe_for(const char *mechanism)
{
	static const struct {
		const char *mechanism, *probe;
	} probes[] = {
		{ "usdt", "user:usdt" },	   { "usdt-semaphore", "user:usdt-semaphore" },
		{ "usdt-nop5", "user:usdt-nop5" }, { "usdt-nop10", "user:usdt-nop10" },
		{ "uprobe-nop5", "user:nop5" },	   { "uprobe-nop10", "user:nop10" }
	};

	for (size_t i = 0; i < ARRAY_SIZE(probes); i++)
		if (!strcmp(probes[i].mechanism, mechanism))
			return probes[i].probe;
	return "user:nop";
}

/* Where the workload, or user-probe, comes by: security_socket_recvmsg runs once a receive. */
static const char *function_for(const char *mechanism)
{
	const struct mechanism_name *known = mechanism_name_find(mechanism);

	switch (known ? known->hook : HOOK_FUNCTION) {
	case HOOK_USER:
		return user_probe_for(mechanism);
	case HOOK_SECURITY:
		return "bpf_lsm_socket_recvmsg";
	case HOOK_MODIFY_RETURN:
		return "security_socket_recvmsg";
	default:
		return "udp_recvmsg";
	}
}

json_t *attach(struct guest *guest, const char *mechanism, const char *program)
{
	return attach_to(guest, mechanism, program, function_for(mechanism),
			 "sock:sock_recv_length");
}

const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

json_t *detach(struct guest *guest)
{
	return guest_ask(guest, REQUEST_detach, NULL);
}

json_t *window(struct guest *guest)
{
	return guest_ask(guest, REQUEST_window, "{s:i s:i}", "settle_ns", 1000000, "length_ns",
			 30000000);
}

void statistics(struct guest *guest, int on, const char *by)
{
	json_decref(guest_ask(guest, REQUEST_statistics, "{s:b s:s}", "on", on, "by", by));
}

json_t *window_with_hits(struct guest *guest, double per_operation)
{
	json_t *reply = NULL;

	statistics(guest, 1, "fd");
	for (int i = 0; i < WINDOWS_MAX; i++) {
		json_decref(reply);
		reply = window(guest);
		if (counter(reply, "hits") > 0 &&
		    counter(reply, "hits") == per_operation * counter(reply, "hit_operations"))
			break;
	}
	statistics(guest, 0, "fd");
	return reply;
}

double counter(const json_t *reply, const char *name)
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
	{ "uprobe-nop5", "user_text", "e8", NULL },
	{ "uprobe-nop5", "user_call", "[uprobes-trampoline]", NULL },
	{ "usdt-nop5", "user_call", "[uprobes-trampoline]", NULL },
	{ "uprobe-nop10", "user_text", "48", NULL },
	{ "uprobe-nop10", "user_call", "[uprobes-trampoline]", NULL },
	{ "usdt-nop10", "user_call", "[uprobes-trampoline]", NULL },
	{ "uprobe-sleepable", "user_text", "cc", NULL },
	{ "uprobe-session", "user_text", "cc", NULL },
	{ "fentry-sleepable", "enters", "__bpf_prog_enter_sleepable", NULL },
	{ "lsm", "enabled_functions", "bpf_lsm_socket_recvmsg ", NULL },
	{ "lsm", "security_modules", "bpf", NULL },
	{ "fsession", "enabled_functions", "direct", NULL },
	{ "fentry-multi", "enabled_functions", "direct", NULL },
	{ "fexit-multi", "enabled_functions", "direct", NULL },
	{ "fsession-multi", "enabled_functions", "direct", NULL },
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
	json_t *reply = window_with_hits(guest, per_operation);

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

void user_probe(struct guest *guest, const char *which, int iterations)
{
	json_t *reply = guest_ask(guest, REQUEST_user_probe, "{s:s s:i}", "which", which,
				  "iterations", iterations);

	assert_int_equal(json_integer_value(json_object_get(reply, "ran")), iterations);
	json_decref(reply);
}

/* Through the probe point hits count; through another one they do not. */
static void user_hits_check(struct guest *guest, const char *mechanism, const char *which,
			    double per_operation)
{
	double before;

	statistics(guest, 1, "fd");
	before = hits_since_attachment(guest);
	user_probe(guest, which, ITERATIONS);
	user_probe(guest, strcmp(which, "user:nop") != 0 ? "user:nop" : "user:push", ITERATIONS);
	statistics(guest, 0, "fd");
	if (hits_since_attachment(guest) - before != per_operation * ITERATIONS)
		fail_msg("%s on %s: %.0f hits in %d runs", mechanism, which,
			 hits_since_attachment(guest) - before, ITERATIONS);
}

static bool is_on_user(const char *mechanism)
{
	return mechanism_name_find(mechanism)->hook == HOOK_USER;
}

/* Attaches, proves, counts and takes away. */
void check_at(struct guest *guest, const char *mechanism, const char *program, const char *function)
{
	json_t *reply = attach_to(guest, mechanism, program, function, "sock:sock_recv_length");
	double per_operation;

	if (strcmp(text_of(reply, "status"), "attached") != 0)
		fail_msg("%s %s at %s: %s: %s", mechanism, program, function,
			 text_of(reply, "status"), text_of(reply, "reason"));
	proof_check(mechanism, json_object_get(reply, "proof"));
	per_operation = json_number_value(json_object_get(reply, "hits_per_operation"));
	assert_true(per_operation == (strstr(mechanism, "session") ? 2 : 1));
	json_decref(reply);
	if (is_on_user(mechanism))
		user_hits_check(guest, mechanism, function, per_operation);
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

void mechanism_check(struct guest *guest, const char *mechanism, const char *program)
{
	check_at(guest, mechanism, program, function_for(mechanism));
}

/* A family's own name is no program. */
bool is_program(size_t i)
{
	const char *name = program_names[i].name;

	return name[strlen(name) - 1] != '-';
}

void refused_check(struct guest *guest, const char *mechanism, const char *function,
		   const char *status, const char *reason)
{
	json_t *reply = attach_to(guest, mechanism, "null", function, "sock:sock_recv_length");

	if (strcmp(text_of(reply, "status"), status) != 0 ||
	    !strstr(text_of(reply, "reason"), reason))
		fail_msg("%s at %s: %s: %s", mechanism, function, text_of(reply, "status"),
			 text_of(reply, "reason"));
	json_decref(reply);
}

void lack_check(struct guest *guest, const char *mechanism, const char *reason)
{
	refused_check(guest, mechanism, function_for(mechanism), "unsupported", reason);
}

const char *guest_agent, *guest_iperf3;

static int setup_kernel(void **state, const char *kernel)
{
	struct guest *guest = guest_start(kernel, guest_agent, guest_iperf3);

	json_decref(guest_ask(guest, REQUEST_workload_start, "{s:s s:{s:i}}", "workload",
			      "udp_drain", "settings", "length", 64));
	*state = guest;
	return 0;
}

int setup_newer(void **state)
{
	return setup_kernel(state, "debian-6.12-cloud");
}

int setup_older(void **state)
{
	return setup_kernel(state, "debian-6.1-cloud");
}

int teardown(void **state)
{
	guest_stop(*state);
	return 0;
}
