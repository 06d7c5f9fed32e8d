// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Runs that the kernel skips: a program that takes a spin lock, on the function that takes spin
 * locks, comes by its own hook.  What each kernel tells of it, and that nothing is told as none.
 */
#include "mechanism_guest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#define SPIN_LOCK "_raw_spin_lock_irqsave"
#define NOT_TOLD -1

/* Of a window; NOT_TOLD where the counter is absent. */
static double misses_of(struct guest *guest, const char *mechanism, const char *program,
			const char *function)
{
	json_t *reply = attach_to(guest, mechanism, program, function, "sock:sock_recv_length");
	double misses;

	if (strcmp(text_of(reply, "status"), "attached") != 0)
		fail_msg("%s on %s: %s", mechanism, function, text_of(reply, "reason"));
	json_decref(reply);
	statistics(guest, 1, "fd");
	reply = window(guest);
	statistics(guest, 0, "fd");
	assert_true(counter(reply, "hits") > 0);
	misses = counter(reply, "misses");
	json_decref(reply);
	json_decref(detach(guest));
	return misses;
}

static void check_told(struct guest *guest, const char *mechanism)
{
	double none = misses_of(guest, mechanism, "null", "udp_recvmsg");
	double some = misses_of(guest, mechanism, "ringbuf", SPIN_LOCK);

	if (none != 0 || some <= 0)
		fail_msg("%s: %g misses where there are none, %g where there are some", mechanism,
			 none, some);
}

static void check_not_told(struct guest *guest, const char *mechanism)
{
	double misses = misses_of(guest, mechanism, "null", "udp_recvmsg");

	if (misses != NOT_TOLD)
		fail_msg("%s: %g misses, which this kernel cannot tell", mechanism, misses);
}

static void test_newer_kernel_tells_of_all(void **state)
{
	check_told(*state, "fentry");
	check_told(*state, "fexit");
	check_told(*state, "kprobe-ftrace");
	check_told(*state, "kprobe-fprobe");
	/* Its handler is an NMI's, in which the program takes no such lock. */
	assert_true(misses_of(*state, "kprobe-int3", "null", "udp_recvmsg") == 0);
	assert_true(misses_of(*state, "tracepoint", "null", "x") == 0);
	assert_true(misses_of(*state, "raw-tracepoint", "null", "x") == 0);
}

static void test_older_kernel_tells_of_trampolines(void **state)
{
	check_told(*state, "fentry");
	check_not_told(*state, "kprobe-ftrace");
	check_not_told(*state, "kprobe-int3");
	check_not_told(*state, "kretprobe");
}

/* What a return probe's program took, and what it has to have by another mechanism. */
static void check_witness(struct guest *guest, const char *mechanism, const char *program,
			  const char *function, bool loses)
{
	json_t *reply = attach_to(guest, mechanism, program, function, "x:y");
	double expected, hits;

	if (strcmp(text_of(reply, "status"), "attached") != 0)
		fail_msg("%s on %s: %s", mechanism, function, text_of(reply, "reason"));
	json_decref(reply);
	reply = detach(guest);
	expected =
	    json_number_value(json_object_get(json_object_get(reply, "witness"), "expected"));
	hits = json_number_value(json_object_get(json_object_get(reply, "witness"), "hits"));
	if (!(expected > 0) || (hits < expected) != loses)
		fail_msg("%s on %s: %g hits where %g are right", mechanism, function, hits,
			 expected);
	assert_true(json_is_true(json_object_get(reply, "clean")));
	json_decref(reply);
}

static void test_returns_are_held_against_a_trampoline(void **state)
{
	check_witness(*state, "kretprobe", "null", "udp_recvmsg", false);
	check_witness(*state, "kretprobe", "ringbuf", SPIN_LOCK, true);
}

static void test_returns_of_many_kprobes(void **state)
{
	check_witness(*state, "kretprobe-fprobe", "null", "udp_recvmsg", false);
	check_witness(*state, "kprobe-session", "null", "udp_recvmsg", false);
}

const struct CMUnitTest newer_misses_tests[] = {
	cmocka_unit_test(test_newer_kernel_tells_of_all),
	cmocka_unit_test(test_returns_are_held_against_a_trampoline),
	cmocka_unit_test(test_returns_of_many_kprobes),
	{},
};

const struct CMUnitTest older_misses_tests[] = {
	cmocka_unit_test(test_older_kernel_tells_of_trampolines),
	cmocka_unit_test(test_returns_are_held_against_a_trampoline),
	{},
};
