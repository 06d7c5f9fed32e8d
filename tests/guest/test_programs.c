// SPDX-License-Identifier: GPL-2.0-or-later
/* Every program of bpf/ in a real guest: it loads, runs, does its work, and says when it could not.
 */
#include "mechanism_guest.h"
#include "common/cleanup.h"
#include "protocol/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

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

const struct CMUnitTest program_tests[] = {
	cmocka_unit_test(test_every_program_runs),
	cmocka_unit_test(test_every_program_under_every_type),
	cmocka_unit_test(test_programs_do_their_work),
	cmocka_unit_test(test_full_ring_buffer_is_noticed),
	cmocka_unit_test(test_delay_is_calibrated),
	{},
};
