// SPDX-License-Identifier: GPL-2.0-or-later
/* What was recorded of a reload, from the plugin's bytes, the agent's reply and its symbols. */
#include "run/agent_client.h"
#include "run/recorded.h"
#include "common/file.h"
#include "plugin/recorder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <cmocka.h>

#define FUNCTION 0xffffffff81000000u

static unsigned int windows_recorded;
static json_t *addresses_asked;

/* So many windows of two instructions, the later address first. */
static void record(int fd)
{
	static const uint8_t nop[] = { 0x90 };
	struct recorder recorder;

	recorder_init(&recorder, fd, "x86_64");
	recorder_begin(&recorder);
	for (unsigned int i = 0; i < windows_recorded; i++) {
		recorder_window_begin(&recorder, false);
		for (uint64_t address = FUNCTION + 2; address-- > FUNCTION;)
			recorder_executed(&recorder,
					  recorder_instruction(&recorder, address, nop, 1));
		recorder_window_end(&recorder);
	}
	recorder_free(&recorder);
}

int __wrap_target_recording_take(struct target *target, char **ret_bytes, size_t *ret_size,
				 struct error *err);
int __wrap_target_recording_take(struct target *target, char **ret_bytes, size_t *ret_size,
				 struct error *err)
{
	int fd = memfd_create("recording", 0), r;

	(void)target;
	record(fd);
	r = file_read_fd(fd, ret_bytes, ret_size, err);
	close(fd);
	return r;
}

int __wrap_agent_call(struct target *target, json_t *request, double patience_s,
		      void (*on_event)(void *context), void *context, json_t **ret_reply,
		      struct error *err);
int __wrap_agent_call(struct target *target, json_t *request, double patience_s,
		      void (*on_event)(void *context), void *context, json_t **ret_reply,
		      struct error *err)
{
	(void)target;
	(void)patience_s;
	(void)on_event;
	(void)context;
	(void)err;
	assert_string_equal(json_string_value(json_object_get(request, "do")), "symbols");
	json_decref(addresses_asked);
	addresses_asked = json_incref(json_object_get(request, "addresses"));
	json_decref(request);
	*ret_reply = json_pack("{s:[[s,s,s,s]]}", "symbols", "ffffffff81000000", "ffffffff81000002",
			       "a_function", "");
	return 0;
}

static json_t *reply_of(unsigned int windows)
{
	json_t *recorded = json_array();

	for (unsigned int i = 0; i < windows; i++)
		json_array_append_new(
		    recorded, json_pack("{s:b s:i s:b s:i s:i s:b}", "bare", i > 0, "window", 0,
					"path", false, "events", 50, "ns", 7, "disturbed", i == 1));
	return json_pack("{s:o s:[[s,s,s,s]]}", "recorded", recorded, "code", "ffffffffa0000000",
			 "ffffffffa0000100", "bpf_prog_1_null", "bpf");
}

static int take(unsigned int recorded_windows, unsigned int told, struct recorded *ret_recorded,
		struct error *err)
{
	struct bench bench = { 0 };
	json_t *reply = reply_of(told);
	int r;

	windows_recorded = recorded_windows;
	r = recorded_take(&bench, reply, ret_recorded, err);
	json_decref(reply);
	return r;
}

static void it_is_put_together(void **state)
{
	struct recorded recorded;
	struct error err;

	(void)state;
	assert_int_equal(take(3, 3, &recorded, &err), 0);
	assert_int_equal(recorded.recording.window_count, 3);
	assert_int_equal(recorded.roles.count, 3);
	assert_false(recorded.roles.roles[0].bare);
	assert_true(recorded.roles.roles[2].bare);
	assert_true(recorded.roles.roles[1].disturbed);
	assert_false(recorded.roles.roles[2].disturbed);
	assert_int_equal(recorded.roles.roles[2].events, 50);
	assert_int_equal(recorded.roles.roles[2].elapsed_ns, 7);
	assert_int_equal(recorded.symbols.count, 2);
	assert_string_equal(code_symbols_find(&recorded.symbols, FUNCTION)->name, "a_function");
	assert_string_equal(code_symbols_find(&recorded.symbols, 0xffffffffa0000010)->module,
			    "bpf");
	/* In ascending order: the agent compares each with the one before. */
	assert_int_equal(json_array_size(addresses_asked), 2);
	assert_string_equal(json_string_value(json_array_get(addresses_asked, 0)),
			    "ffffffff81000000");
	recorded_clear(&recorded);
	assert_int_equal(recorded.roles.count, 0);
}

/* Windows that nobody knows the meaning of are none. */
static void windows_and_roles_have_to_match(void **state)
{
	struct recorded recorded;
	struct error err;

	(void)state;
	assert_int_equal(take(2, 3, &recorded, &err), -EBADMSG);
	assert_non_null(strstr(err.text, "has 2 windows, where the agent made 3"));
	assert_int_equal(take(3, 0, &recorded, &err), -EBADMSG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_put_together),
		cmocka_unit_test(windows_and_roles_have_to_match),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	json_decref(addresses_asked);
	return failed;
}
