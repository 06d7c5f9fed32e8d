// SPDX-License-Identifier: GPL-2.0-or-later
/* What happens behind the agent's back, and what it is asked that means nothing. */
#include "mechanism_guest.h"
#include "common/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

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

static json_t *environment(struct guest *guest)
{
	return guest_ask(guest, REQUEST_environment, "{s:s}", "function", "udp_recvmsg");
}

static void expect_statistics(struct guest *guest, bool others)
{
	json_t *reply = environment(guest);
	const json_t *facts = json_object_get(reply, "facts");
	const json_t *by = json_object_get(facts, "bpf_statistics_by");
	const char *first = json_string_value(json_array_get(by, 0));

	assert_int_equal(json_is_true(json_object_get(facts, "bpf_statistics")), others);
	assert_int_equal(json_array_size(by), others);
	assert_true(!others || !strncmp(first, "process ", 8));
	json_decref(reply);
}

static void expect_window(struct guest *guest, const char *counted_by)
{
	json_t *reply = window(guest);

	assert_int_equal(strncmp(text_of(reply, "counted_by"), counted_by, strlen(counted_by)), 0);
	assert_int_equal(*text_of(reply, "counted_by") != 0, *counted_by != 0);
	json_decref(reply);
}

/* By a descriptor of its own, of which the sysctl says nothing; attached or not. */
static void test_statistics_of_others(void **state)
{
	expect_statistics(*state, false);
	expect_window(*state, "");
	json_decref(guest_ask(*state, REQUEST_sabotage, "{s:s}", "what", "count"));
	expect_statistics(*state, true);
	expect_window(*state, "process ");
	json_decref(attach(*state, "fentry", "null"));
	expect_window(*state, "process ");
	statistics(*state, 1, "fd");
	expect_window(*state, ""); /* that is what was asked for */
	statistics(*state, 0, "fd");
	json_decref(guest_ask(*state, REQUEST_sabotage, "{s:s}", "what", "leave"));
	expect_window(*state, "");
	json_decref(detach(*state));
	expect_statistics(*state, false);
}

static json_t *hook_programs_of(struct guest *guest)
{
	json_t *reply = guest_ask(guest, REQUEST_environment, "{s:s s:s}", "function",
				  "udp_recvmsg", "tracepoint", "sock:sock_recv_length");
	json_t *programs =
	    json_incref(json_object_get(json_object_get(reply, "facts"), "hook_programs"));

	assert_true(json_is_array(programs));
	json_decref(reply);
	return programs;
}

static void expect_stranger(struct guest *guest, const char *mechanism, const char *beginning)
{
	json_t *programs;
	const char *text;

	json_decref(guest_ask(guest, REQUEST_sabotage, "{s:s s:s s:s s:s}", "what", "attach",
			      "mechanism", mechanism, "function", "udp_recvmsg", "tracepoint",
			      "sock:sock_recv_length"));
	programs = hook_programs_of(guest);
	text = json_string_value(json_array_get(programs, 0));
	if (json_array_size(programs) != 1 || strncmp(text, beginning, strlen(beginning)) ||
	    !strstr(text, "held by process "))
		fail_msg("%s: %zu, the first of them '%s'", mechanism, json_array_size(programs),
			 text ? text : "");
	json_decref(programs);
	json_decref(guest_ask(guest, REQUEST_sabotage, "{s:s}", "what", "leave"));
}

/* By link, by perf event, and by what carries a kprobe. */
static void test_programs_of_others_on_the_hook(void **state)
{
	json_t *none = hook_programs_of(*state);

	assert_int_equal(json_array_size(none), 0);
	json_decref(none);
	expect_stranger(*state, "fentry", "fentry program bpftax (id ");
	expect_stranger(*state, "kprobe-fprobe", "kprobe-fprobe program bpftax (id ");
	expect_stranger(*state, "kprobe-ftrace", "kprobe program bpftax (id ");
	expect_stranger(*state, "tracepoint", "tracepoint program bpftax (id ");
	expect_stranger(*state, "raw-tracepoint", "raw-tracepoint program bpftax (id ");
	expect_stranger(*state, "tp-btf", "tp-btf program bpftax (id ");
}

#define EVENT_FUNCTION "bpf_get_numa_node_id" /* of the trigger of functions */

static size_t count_on_events_of(struct guest *guest, const char *mechanism)
{
	json_t *reply = guest_ask(guest, REQUEST_environment, "{s:[s]}", "events_of", mechanism);
	const json_t *programs = json_object_get(json_object_get(reply, "facts"), "hook_programs");
	const json_t *program;
	size_t i, count = 0;

	assert_true(json_is_array(programs));
	json_array_foreach (programs, i, program)
		count += strstr(json_string_value(program),
				" on " EVENT_FUNCTION ", held by process ") != NULL;
	assert_int_equal(count, json_array_size(programs));
	json_decref(reply);
	return count;
}

/* The hook of the event alone is the trigger's, which nobody names. */
static void test_programs_of_others_on_the_event(void **state)
{
	json_t *programs;

	assert_int_equal(count_on_events_of(*state, "fentry"), 0);
	json_decref(guest_ask(*state, REQUEST_sabotage, "{s:s s:s s:s}", "what", "attach",
			      "mechanism", "fexit", "function", EVENT_FUNCTION));
	assert_int_equal(count_on_events_of(*state, "fentry"), 1);
	assert_int_equal(count_on_events_of(*state, "tracepoint"), 0);
	assert_int_equal(count_on_events_of(*state, "uprobe"), 0);
	programs = hook_programs_of(*state);
	assert_int_equal(json_array_size(programs), 0);
	json_decref(programs);
	json_decref(guest_ask(*state, REQUEST_sabotage, "{s:s}", "what", "leave"));
}

static void test_detached_behind_its_back(void **state)
{
	static const char *const mechanisms[] = { "fentry", "kprobe-fprobe", "kprobe-ftrace",
						  "tracepoint" };

	for (size_t i = 0; i < ARRAY_SIZE(mechanisms); i++) {
		json_t *reply = attach(*state, mechanisms[i], "null");

		json_decref(reply);
		json_decref(guest_ask(*state, REQUEST_sabotage, "{s:s}", "what", "detach"));
		reply = detach(*state);
		if (!json_is_false(json_object_get(reply, "held")))
			fail_msg("%s: nobody noticed", mechanisms[i]);
		json_decref(reply);
	}
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

const struct CMUnitTest detach_tests[] = {
	cmocka_unit_test(test_statistics_by_sysctl),
	cmocka_unit_test(test_statistics_of_others),
	cmocka_unit_test(test_programs_of_others_on_the_hook),
	cmocka_unit_test(test_programs_of_others_on_the_event),
	cmocka_unit_test(test_detached_behind_its_back),
	cmocka_unit_test(test_nonsense_is_answered),
	{},
};
