// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/last_lines.h"
#include "target/port.h"
#include "target/qemu.h"
#include "target/qmp.h"
#include "common/cleanup.h"
#include "common/deadline.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static const struct architecture *x86_64(void)
{
	return architecture_find("x86_64");
}

/* A word a line; the caller frees. */
static char *command_text(const struct qemu_options *options)
{
	CLEANUP(qemu_command_clear) struct qemu_command command = { 0 };
	char text[4096] = "";

	assert_int_equal(qemu_command_build(options, &command, NULL), 0);
	for (size_t i = 0; command.argv[i]; i++) {
		strcat(text, command.argv[i]);
		strcat(text, "\n");
	}
	return strdup(text);
}

static void expect_command(const struct qemu_options *options, const char *expected)
{
	CLEANUP_FREE char *text = command_text(options);

	assert_string_equal(text, expected);
}

#define CHANNELS                                                                                   \
	"-initrd\n/proc/self/fd/7\n"                                                               \
	"-append\nconsole=ttyS0 panic=-1 oops=panic rdinit=/init quiet loglevel=4\n"               \
	"-chardev\nfile,id=console,path=/proc/self/fd/6\n-serial\nchardev:console\n"               \
	"-chardev\nsocket,id=serial,fd=4\n-serial\nchardev:serial\n"                               \
	"-chardev\nsocket,id=virtio,fd=3\n-device\nvirtio-serial-pci\n"                            \
	"-device\nvirtserialport,chardev=virtio,name=org.bpftax.agent\n"                           \
	"-chardev\nsocket,id=qmp,fd=5\n-mon\nchardev=qmp,mode=control\n-device\npvpanic-pci\n"     \
	"-action\npanic=none\n"

static void the_command_under_tcg(void **state)
{
	(void)state;
	expect_command(&(struct qemu_options){ .architecture = x86_64(),
					       .run_id = "abc",
					       .accelerator = "tcg",
					       .kernel_path = "/k/vmlinux",
					       .cpus = 2,
					       .memory_mib = 512 },
		       "qemu-system-x86_64\n-name\nbpftax-abc\n-M\npc\n-accel\ntcg,thread=multi\n"
		       "-smp\n2\n-m\n512\n-nodefaults\n-no-user-config\n-no-reboot\n"
		       "-display\nnone\n-kernel\n/k/vmlinux\n" CHANNELS);
}

/* Where BPF's security module is asked for: the kernel takes this list for its own. */
static void the_command_with_security_modules(void **state)
{
	CLEANUP(qemu_command_clear) struct qemu_command command = { 0 };
	bool said = false;

	(void)state;
	assert_int_equal(
	    qemu_command_build(&(struct qemu_options){ .architecture = x86_64(),
						       .run_id = "r",
						       .accelerator = "tcg",
						       .kernel_path = "/k",
						       .cpus = 1,
						       .memory_mib = 512,
						       .security_modules = "lockdown,yama,bpf" },
			       &command, NULL),
	    0);
	for (size_t i = 0; command.argv[i]; i++)
		said |= !!strstr(command.argv[i], "loglevel=4 lsm=lockdown,yama,bpf");
	assert_true(said);
}

/* Nothing in it may differ from start to start. */
static void the_command_that_counts_instructions(void **state)
{
	CLEANUP_FREE char *text = command_text(&(struct qemu_options){ .architecture = x86_64(),
								       .run_id = "r",
								       .accelerator = "tcg",
								       .kernel_path = "/k/vmlinux",
								       .cpus = 1,
								       .memory_mib = 512,
								       .icount = true });

	(void)state;
	assert_non_null(strstr(text, "-accel\ntcg\n-icount\nshift=0,sleep=off\n"));
	assert_non_null(strstr(text, "-cpu\nqemu64-v1\n"));
	assert_non_null(strstr(text, "-rtc\nbase=2024-01-01T00:00:00,clock=vm\n"));
	assert_non_null(strstr(text, " nokaslr randomize_kstack_offset=off tsc_early_khz=1000000 "
				     "hpet=disable pmtmr=0 noapictimer no_timer_check\n"));
	assert_null(strstr(text, "thread=multi"));
}

/* The plugin and what it writes are descriptors of QEMU's, as all its files. */
static void the_command_that_records(void **state)
{
	struct qemu_options options = { .architecture = x86_64(),
					.run_id = "r",
					.accelerator = "tcg",
					.kernel_path = "/k/vmlinux",
					.cpus = 1,
					.memory_mib = 512,
					.icount = true };
	CLEANUP_FREE char *unrecorded = command_text(&options), *recorded = NULL;

	(void)state;
	assert_null(strstr(unrecorded, "-plugin"));
	options.records = true;
	recorded = command_text(&options);
	assert_non_null(strstr(recorded, "-plugin\n/proc/self/fd/9,fd=10\n"));
}

/* What a guest that has broken out of its machine would find; a QEMU may be built without it. */
static void the_command_with_a_sandbox(void **state)
{
	struct qemu_options options = { .architecture = x86_64(),
					.run_id = "r",
					.accelerator = "tcg",
					.kernel_path = "/k/vmlinux",
					.cpus = 1,
					.memory_mib = 512,
					.sandbox = true };
	CLEANUP_FREE char *with = command_text(&options), *without = NULL;

	(void)state;
	assert_non_null(strstr(with, "-sandbox\non,obsolete=deny,elevateprivileges=deny,"
				     "spawn=deny,resourcecontrol=deny\n"));
	options.sandbox = false;
	without = command_text(&options);
	assert_null(strstr(without, "sandbox"));
}

/* Another processor and machine than QEMU would take, and one serial port. */
static void the_command_of_another_architecture(void **state)
{
	struct qemu_options options = { .architecture = architecture_find("arm64"),
					.run_id = "r",
					.accelerator = "tcg",
					.kernel_path = "/k/Image",
					.cpus = 1,
					.memory_mib = 512 };
	CLEANUP_FREE char *timed = command_text(&options), *counted = NULL;

	(void)state;
	assert_non_null(strstr(timed, "qemu-system-aarch64\n"));
	assert_non_null(strstr(timed, "-M\nvirt,gic-version=max\n"));
	assert_non_null(strstr(timed, "-cpu\ncortex-a57,cntfrq=1000000000\n"));
	assert_non_null(strstr(timed, "console=ttyAMA0 "));
	assert_null(strstr(timed, "-serial\nchardev:serial"));
	options.icount = true;
	counted = command_text(&options);
	assert_non_null(strstr(counted, "-M\nvirt,gic-version=3,dtb-randomness=off\n"));
	assert_non_null(strstr(counted, "-cpu\ncortex-a57,cntfrq=1000000000\n"));
	assert_non_null(strstr(counted, "-icount\nshift=0,sleep=off\n"));
}

static void the_command_under_kvm_with_a_network(void **state)
{
	(void)state;
	expect_command(&(struct qemu_options){ .architecture = x86_64(),
					       .run_id = "r",
					       .accelerator = "kvm",
					       .cpus = 1,
					       .memory_mib = 1024,
					       .network = true,
					       .forward_port = 4711 },
		       "qemu-system-x86_64\n-name\nbpftax-r\n-M\npc\n-accel\nkvm\n-cpu\nhost\n"
		       "-smp\n1\n-m\n1024\n-nodefaults\n-no-user-config\n-no-reboot\n"
		       "-display\nnone\n-kernel\n/proc/self/fd/8\n" CHANNELS
		       "-netdev\nuser,id=net,ipv6=off,hostfwd=tcp:127.0.0.1:4711-:5201,"
		       "hostfwd=udp:127.0.0.1:4711-:5201\n"
		       "-device\nvirtio-net-pci,netdev=net,romfile=\n");
}

struct monitor {
	int ours, theirs;
	struct qmp qmp;
};

static int monitor_open(void **state)
{
	static struct monitor monitor;
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0)
		return -1;
	monitor = (struct monitor){ .ours = pair[0], .theirs = pair[1] };
	*state = &monitor;
	return 0;
}

static int monitor_close(void **state)
{
	struct monitor *monitor = *state;

	qmp_close(&monitor->qmp);
	close(monitor->ours);
	if (monitor->theirs >= 0)
		close(monitor->theirs);
	return 0;
}

static void put(struct monitor *monitor, const char *text)
{
	assert_int_equal(write(monitor->theirs, text, strlen(text)), strlen(text));
}

static void expect_sent(struct monitor *monitor, const char *expected)
{
	char text[512] = "";

	assert_true(read(monitor->theirs, text, sizeof(text) - 1) > 0);
	assert_string_equal(text, expected);
}

static void greet(struct monitor *monitor)
{
	put(monitor, "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, \"minor\": 2, "
		     "\"major\": 7}, \"package\": \"Debian\"}, \"capabilities\": [\"oob\"]}}\r\n"
		     "{\"return\": {}}\r\n");
	assert_int_equal(qmp_open(&monitor->qmp, monitor->ours, deadline_after_ms(100), NULL), 0);
	expect_sent(monitor, "{\"execute\":\"qmp_capabilities\"}\n");
}

static void the_greeting_tells_the_version(void **state)
{
	struct monitor *monitor = *state;

	greet(monitor);
	assert_string_equal(monitor->qmp.version, "7.2.22");
}

static void something_else_greets(void **state)
{
	struct monitor *monitor = *state;
	struct error err = { 0 };

	put(monitor, "{\"hello\": 1}\n");
	assert_int_equal(qmp_open(&monitor->qmp, monitor->ours, deadline_after_ms(50), &err),
			 -EPROTO);
}

static void threads_between_events(void **state)
{
	struct monitor *monitor = *state;
	CLEANUP_FREE pid_t *ids = NULL;
	size_t count = 0;

	greet(monitor);
	put(monitor, "{\"event\": \"RTC_CHANGE\"}\n{\"return\": [{\"cpu-index\": 0, "
		     "\"thread-id\": 41}, {\"thread-id\": 42}]}\n");
	assert_int_equal(qmp_thread_ids(&monitor->qmp, deadline_after_ms(50), &ids, &count, NULL),
			 0);
	assert_int_equal(count, 2);
	assert_int_equal(ids[0], 41);
	assert_int_equal(ids[1], 42);
}

static void a_refused_command(void **state)
{
	struct monitor *monitor = *state;
	struct error err = { 0 };
	json_t *result = NULL;

	greet(monitor);
	put(monitor, "{\"error\": {\"class\": \"GenericError\", \"desc\": \"not now\"}}\n");
	assert_int_equal(qmp_command(&monitor->qmp, "quit", deadline_after_ms(50), &result, &err),
			 -EPROTO);
	assert_non_null(strstr(err.text, "not now"));
	assert_null(result);
}

static void a_panic(void **state)
{
	struct monitor *monitor = *state;

	greet(monitor);
	qmp_drain(&monitor->qmp);
	assert_false(monitor->qmp.panicked || monitor->qmp.closed);
	put(monitor, "{\"event\": \"GUEST_PANICKED\", \"data\": {\"action\": \"pause\"}}\n");
	qmp_drain(&monitor->qmp);
	assert_true(monitor->qmp.panicked);
	close(monitor->theirs);
	monitor->theirs = -1;
	qmp_drain(&monitor->qmp);
	assert_true(monitor->qmp.closed);
}

/* QEMU stays, stopped, when KVM cannot run a kernel: only its status tells. */
static void kvm_that_cannot(void **state)
{
	struct monitor *monitor = *state;
	pid_t qemu;

	greet(monitor);
	qemu = fork();
	if (!qemu) {
		put(monitor, "{\"event\": \"STOP\"}\n");
		expect_sent(monitor, "{\"execute\":\"query-status\"}\n");
		put(monitor, "{\"return\": {\"status\": \"internal-error\"}}\n");
		_exit(0);
	}
	for (int i = 0; i < 200 && !monitor->qmp.internal_error; i++) {
		qmp_drain(&monitor->qmp);
		usleep(5000);
	}
	waitpid(qemu, NULL, 0);
	assert_true(monitor->qmp.internal_error);
}

static void last_lines_of(const char *text, size_t count, const char *expected)
{
	CLEANUP_CLOSE int fd = memfd_create("test", 0);
	CLEANUP_FREE char *lines = NULL;

	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	lines = last_lines(fd, count);
	assert_string_equal(lines, expected);
}

static void the_last_lines(void **state)
{
	(void)state;
	last_lines_of("", 3, "");
	last_lines_of("one", 3, "one");
	last_lines_of("one\r\ntwo\n\n  \nthree\n", 3, "one | two | three");
	last_lines_of("one\ntwo\nthree\n", 2, "two | three");
	last_lines_of("a\033[31mb\tc\n", 1, "a [31mb c");
}

static void the_last_lines_of_much(void **state)
{
	CLEANUP_CLOSE int fd = memfd_create("test", 0);
	CLEANUP_FREE char *lines = NULL;

	(void)state;
	for (int i = 0; i < 1000; i++)
		dprintf(fd, "line %d of a console that says a great deal\n", i);
	lines = last_lines(fd, 5000 / 46);
	assert_true(strlen(lines) <= LAST_LINES_BYTES);
	assert_non_null(strstr(lines, "line 999 of"));
}

static void expect_last_words(const char *expected)
{
	CLEANUP_CLOSE int fd = memfd_create("test", 0);
	CLEANUP_FREE char *none = NULL, *words = NULL;

	dprintf(fd, "[    1.0] all is well\r\n");
	none = last_words(fd);
	assert_string_equal(none, "");
	dprintf(fd, "[    2.0] %s\r\n[    2.1] RIP: 0\r\n", expected);
	words = last_words(fd);
	assert_string_equal(words, expected);
}

/* A panic, an oops, a hang, a stall. */
static void last_words_are_found(void **state)
{
	(void)state;
	expect_last_words("Kernel panic - not syncing: why");
	expect_last_words("BUG: kernel NULL pointer dereference, address: 0");
	expect_last_words("Oops: 0000 [#1] PREEMPT SMP");
	expect_last_words("BUG: soft lockup - CPU#0 stuck for 22s! [bpftax-agent:1]");
	expect_last_words("rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:");
}

static void a_port_that_is_taken(void **state)
{
	CLEANUP_CLOSE int udp = socket(AF_INET, SOCK_DGRAM, 0);
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct error err = { 0 };
	unsigned int port = 0, again = 0;

	(void)state;
	assert_int_equal(port_pick(0, &port, NULL), 0);
	assert_in_range(port, 1024, 65535);
	assert_int_equal(port_pick(port, &again, NULL), 0);
	assert_int_equal(again, port);
	address.sin_port = htons((uint16_t)port);
	assert_int_equal(bind(udp, (struct sockaddr *)&address, sizeof(address)), 0);
	assert_int_equal(port_pick(port, &again, &err), -EADDRINUSE);
	assert_int_equal(err.kind, ERROR_ENVIRONMENT);
}

static void old_code_is_run_by_an_old_emulator_of_several_cpus(void **state)
{
	struct qemu_options options = { .accelerator = "tcg", .cpus = 2 };

	(void)state;
	assert_true(qemu_may_run_old_code(&options, "7.2.22"));
	assert_true(qemu_may_run_old_code(&options, "9.2.0"));
	assert_false(qemu_may_run_old_code(&options, "10.0.2"));
	assert_false(qemu_may_run_old_code(&options, ""));
	options.cpus = 1;
	assert_false(qemu_may_run_old_code(&options, "7.2.22"));
	options = (struct qemu_options){ .accelerator = "kvm", .cpus = 2 };
	assert_false(qemu_may_run_old_code(&options, "7.2.22"));
}

#define MONITOR_TEST(function)                                                                     \
	cmocka_unit_test_setup_teardown(function, monitor_open, monitor_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_command_under_tcg),
		cmocka_unit_test(the_command_with_security_modules),
		cmocka_unit_test(the_command_that_counts_instructions),
		cmocka_unit_test(the_command_that_records),
		cmocka_unit_test(the_command_with_a_sandbox),
		cmocka_unit_test(the_command_of_another_architecture),
		cmocka_unit_test(the_command_under_kvm_with_a_network),
		cmocka_unit_test(old_code_is_run_by_an_old_emulator_of_several_cpus),
		MONITOR_TEST(the_greeting_tells_the_version),
		MONITOR_TEST(something_else_greets),
		MONITOR_TEST(threads_between_events),
		MONITOR_TEST(a_refused_command),
		MONITOR_TEST(a_panic),
		MONITOR_TEST(kvm_that_cannot),
		cmocka_unit_test(the_last_lines),
		cmocka_unit_test(the_last_lines_of_much),
		cmocka_unit_test(last_words_are_found),
		cmocka_unit_test(a_port_that_is_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
