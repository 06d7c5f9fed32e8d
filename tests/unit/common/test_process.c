// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/process.h"
#include "common/deadline.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

static const char *const *shell(const char *script)
{
	static const char *argv[] = { "/bin/sh", "-c", NULL, NULL };

	argv[2] = script;
	return argv;
}

static void both_streams_and_the_status(void **state)
{
	struct process_output output = { 0 };

	(void)state;
	assert_int_equal(
	    process_capture(
		&(struct process_options){ .argv = shell("echo out; echo err >&2; exit 7") },
		&output, NULL),
	    0);
	assert_int_equal(output.status, 7);
	assert_string_equal(output.text, "out\n");
	assert_string_equal(output.errors, "err\n");
	process_output_clear(&output);
}

/* The first of those that this process may use. */
static void on_one_cpu_only(void **state)
{
	struct process_output output = { 0 };
	cpu_set_t cpus;
	char expected[32];
	int cpu = 0;

	(void)state;
	assert_int_equal(sched_getaffinity(0, sizeof(cpus), &cpus), 0);
	while (!CPU_ISSET((size_t)cpu, &cpus))
		cpu++;
	CPU_ZERO(&cpus);
	CPU_SET((size_t)cpu, &cpus);
	assert_int_equal(
	    process_capture(
		&(struct process_options){
		    .argv = shell("sed -n 's/^Cpus_allowed_list:.//p' /proc/self/status"),
		    .cpus = &cpus },
		&output, NULL),
	    0);
	snprintf(expected, sizeof(expected), "%d\n", cpu);
	assert_string_equal(output.text, expected);
	process_output_clear(&output);
}

static void what_it_had_of_the_cpus(void **state)
{
	struct process_output output = { 0 };

	(void)state;
	assert_int_equal(
	    process_capture(&(struct process_options){ .argv = shell("i=0; while [ $i -lt 20000 ]; "
								     "do i=$((i + 1)); done") },
			    &output, NULL),
	    0);
	if (!isnan(output.cpu_ns)) { /* a kernel without CONFIG_SCHED_INFO does not say */
		assert_true(output.cpu_ns > 1e6);
		assert_true(output.wait_ns >= 0);
	}
	process_output_clear(&output);
}

/* What the child is given beside the two streams, here as its standard input. */
static void a_descriptor_beside_the_streams(void **state)
{
	struct process_output output = { 0 };
	struct process_fd fd = { .child = 0 };
	int pair[2];

	(void)state;
	assert_int_equal(pipe(pair), 0);
	assert_int_equal(write(pair[1], "in\n", 3), 3);
	close(pair[1]);
	fd.parent = pair[0];
	assert_int_equal(process_capture(
			     &(struct process_options){
				 .argv = shell("cat; echo e >&2"), .fds = &fd, .fds_count = 1 },
			     &output, NULL),
			 0);
	close(pair[0]);
	assert_string_equal(output.text, "in\n");
	assert_string_equal(output.errors, "e\n");
	process_output_clear(&output);
}

static void directory_and_environment(void **state)
{
	static const char *const environment[] = { "COLOUR=blue", NULL };
	struct process_output output = { 0 };

	(void)state;
	assert_int_equal(
	    process_capture(&(struct process_options){ .argv = shell("pwd; echo $COLOUR"),
						       .directory = "/usr",
						       .environment = environment },
			    &output, NULL),
	    0);
	assert_string_equal(output.text, "/usr\nblue\n");
	process_output_clear(&output);
}

static void a_missing_program(void **state)
{
	static const char *const argv[] = { "no-such-program-here", NULL };
	struct process_output output = { 0 };
	struct error err = { 0 };

	(void)state;
	assert_int_equal(process_capture(&(struct process_options){ .argv = argv }, &output, &err),
			 -ENOENT);
	assert_non_null(strstr(err.text, "no-such-program-here"));
	assert_null(output.text);
}

static void one_that_hangs_has_a_limit(void **state)
{
	struct process_output output = { 0 };
	struct error err = { 0 };

	(void)state;
	assert_int_equal(process_capture(&(struct process_options){ .argv = shell("kill -STOP $$"),
								    .limit_s = 1 },
					 &output, &err),
			 -ETIMEDOUT);
	assert_int_equal(err.kind, ERROR_ENVIRONMENT);
	assert_non_null(strstr(err.text, "did not end within 1 s"));
	assert_null(output.text);
}

/* Two descriptors that want each other's numbers, and one that nobody asked to hand down. */
static void descriptors_can_swap(void **state)
{
	int a[2], b[2], out[2];
	struct process_fd fds[3];
	char text[64] = "";
	pid_t pid;

	(void)state;
	assert_int_equal(pipe(a) | pipe(b) | pipe(out), 0);
	fds[0] = (struct process_fd){ a[0], b[0] };
	fds[1] = (struct process_fd){ b[0], a[0] };
	fds[2] = (struct process_fd){ out[1], 1 };
	assert_int_equal(write(a[1], "A", 1) + write(b[1], "B", 1), 2);
	char script[200];
	snprintf(script, sizeof(script),
		 "head -c1 <&%d; head -c1 <&%d; [ -e /proc/self/fd/%d ] || echo -n closed", a[0],
		 b[0], a[1]);
	assert_int_equal(
	    process_start(
		&(struct process_options){ .argv = shell(script), .fds = fds, .fds_count = 3 },
		&pid, NULL),
	    0);
	close(out[1]);
	assert_true(process_wait(pid, 5000));
	assert_true(read(out[0], text, sizeof(text) - 1) > 0);
	assert_string_equal(text, "BAclosed");
}

static void blocked_signals_are_not_handed_down(void **state)
{
	struct process_output output = { 0 };
	sigset_t term;

	(void)state;
	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	sigprocmask(SIG_BLOCK, &term, NULL);
	assert_int_equal(
	    process_capture(&(struct process_options){ .argv = shell("kill $$; sleep 5") }, &output,
			    NULL),
	    0);
	sigprocmask(SIG_UNBLOCK, &term, NULL);
	assert_int_equal(output.status, 128 + SIGTERM);
	process_output_clear(&output);
}

static bool at_once(void *context)
{
	(void)context;
	return true;
}

static void an_interrupted_child_is_ended(void **state)
{
	struct process_output output = { 0 };
	uint64_t start_ns = deadline_now_ns();

	(void)state;
	assert_int_equal(process_capture(&(struct process_options){ .argv = shell("exec sleep 20"),
								    .stopping = at_once },
					 &output, NULL),
			 -EINTR);
	assert_true(deadline_now_ns() - start_ns < 10 * UINT64_C(1000000000));
}

static void one_that_ignores_sigterm_is_killed(void **state)
{
	int status = 0;
	pid_t pid;

	(void)state;
	assert_int_equal(process_start(
			     &(struct process_options){
				 .argv = shell("trap '' TERM; while :; do sleep 1; done") },
			     &pid, NULL),
			 0);
	usleep(100000);
	process_stop(pid, 100);
	assert_false(process_ended(pid, &status));
	assert_int_equal(kill(pid, 0), -1);
	process_stop(-1, 100);
}

/* A child of this process, in which one is captured that holds the end of a pipe; *ret_end: the
 * other end. */
static pid_t capturing_start(const char *script, int *ret_end)
{
	int ends[2];
	pid_t pid;

	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	pid = fork();
	if (!pid) {
		struct process_output output;

		close(ends[0]);
		process_capture(
		    &(struct process_options){ .argv = shell(script),
					       .fds = &(struct process_fd){ ends[1], 3 },
					       .fds_count = 1 },
		    &output, NULL);
		_exit(0);
	}
	close(ends[1]);
	*ret_end = ends[0];
	return pid;
}

/* Nobody is left who would read what it says. */
static void what_is_captured_dies_with_who_waits_for_it(void **state)
{
	struct pollfd end = { .events = POLLIN };
	char said[8];
	pid_t pid = capturing_start("echo >&3; exec sleep 300", &end.fd);

	(void)state;
	assert_int_equal(read(end.fd, said, sizeof(said)), 1);
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	assert_int_equal(poll(&end, 1, 60000), 1);
	assert_int_equal(read(end.fd, said, sizeof(said)), 0);
	close(end.fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_streams_and_the_status),
		cmocka_unit_test(on_one_cpu_only),
		cmocka_unit_test(what_it_had_of_the_cpus),
		cmocka_unit_test(a_descriptor_beside_the_streams),
		cmocka_unit_test(directory_and_environment),
		cmocka_unit_test(a_missing_program),
		cmocka_unit_test(one_that_hangs_has_a_limit),
		cmocka_unit_test(descriptors_can_swap),
		cmocka_unit_test(blocked_signals_are_not_handed_down),
		cmocka_unit_test(an_interrupted_child_is_ended),
		cmocka_unit_test(one_that_ignores_sigterm_is_killed),
		cmocka_unit_test(what_is_captured_dies_with_who_waits_for_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
