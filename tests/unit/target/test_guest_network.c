// SPDX-License-Identifier: GPL-2.0-or-later
/* What a guest's network loses on the host, and who keeps off the receiver's CPU. */
#include "target/guest_network.h"
#include "common/process.h"

#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

/* As a host had it while a client sent: QEMU's socket, one more on that port, and another's. */
static const char udp[] =
    "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
    "inode ref pointer drops             \n"
    " 1021: 0100007F:F315 00000000:0000 07 00000000:00034200 00:00000000 00000000     0        0 "
    "18543 2 000000001e0c3c7d 49155   \n"
    " 1021: 00000000:F315 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 "
    "18544 2 000000001e0c3c7e 2\n"
    " 2044: 0100007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000   101        0 "
    "15204 2 0000000019c6d3a1 7         \n";

static void drops_of_one_port(void **state)
{
	(void)state;
	assert_true(udp_socket_drops(udp, 0xf315) == 49157);
	assert_true(udp_socket_drops(udp, 53) == 7);
	assert_true(isnan(udp_socket_drops(udp, 54)));
	assert_true(isnan(udp_socket_drops("", 53)));
	assert_true(isnan(udp_socket_drops("   7: 0100007F:0035 00000000:0000 07 x\n", 53)));
	assert_true(udp_socket_drops("   7: 0100007F:0035 00000000:0000 07 3", 53) == 3);
}

static const struct topology two = { .cpus = { 0, 1 }, .count = 2, .cores = 2 };

static bool may_use(pid_t pid, int cpu)
{
	cpu_set_t cpus;

	assert_int_equal(sched_getaffinity(pid, sizeof(cpus), &cpus), 0);
	return CPU_ISSET((size_t)cpu, &cpus);
}

/* A process of one thread stands for QEMU's main loop, then for a virtual CPU. */
static void others_keep_off(void **state)
{
	static const char *const argv[] = { "sleep", "60", NULL };
	cpu_set_t rest, ours;
	pid_t pid;
	struct guest_threads threads = { 0, &pid, 1 };

	(void)state;
	sched_getaffinity(0, sizeof(ours), &ours);
	if (!CPU_ISSET(0, &ours) || !CPU_ISSET(1, &ours))
		skip(); /* with one CPU nobody can give way: see the next test */
	assert_int_equal(process_start(&(struct process_options){ .argv = argv }, &pid, NULL), 0);
	threads.qemu_pid = pid;
	assert_int_equal(guest_network_make_way(&threads, &two, 1, &rest), 0);
	assert_true(CPU_COUNT(&rest) == 1 && CPU_ISSET(0, &rest));
	assert_true(may_use(pid, 1)); /* a virtual CPU stays where it is */
	threads.vcpu_count = 0;
	assert_int_equal(guest_network_make_way(&threads, &two, 1, &rest), 0);
	assert_true(may_use(pid, 0) && !may_use(pid, 1));
	process_stop(pid, 100);
}

static void nowhere_to_go(void **state)
{
	static const struct topology one = { .cpus = { 3 }, .count = 1, .cores = 1 };
	const struct guest_threads threads = { getpid(), NULL, 0 };
	cpu_set_t rest;

	(void)state;
	assert_int_equal(guest_network_make_way(&threads, &one, 3, &rest), -ENOSPC);
}

/* Nothing is known of a process that is not there; nothing is taken for 0. */
static void nobody_there(void **state)
{
	struct network_totals totals = guest_network_totals(0x7ffffff0, 53);

	(void)state;
	assert_true(isnan(totals.cpu_ns) && isnan(totals.wait_ns) && isnan(totals.drops));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(drops_of_one_port),
		cmocka_unit_test(others_keep_off),
		cmocka_unit_test(nowhere_to_go),
		cmocka_unit_test(nobody_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
