// SPDX-License-Identifier: GPL-2.0-or-later
/* Who takes a card's interrupts, what a softirq's line says, and when a server is ready. */
#include "agent/softirqs.h"
#include "agent/workload/device_interrupts.h"
#include "agent/workload/server_port.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "../environment/tree.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#define VIRTIO "/sys/class/net/eth0/msi_irqs/" /* device/.. */
#define AFFINITY(number) "/proc/irq/" number "/smp_affinity_list"

/* As virtio's: the interrupts belong to what the device sits on. */
static const struct tree_file card[] = {
	{ "/sys/class/net/eth0/device/uevent", "" },
	{ VIRTIO "26", "msix\n" },
	{ VIRTIO "27", "msix\n" },
	{ AFFINITY("26"), "0-1\n" },
	{ AFFINITY("27"), "1\n" },
};

static void the_receiver_is_reached(void **state)
{
	char root[TREE_ROOT_SIZE];

	(void)state;
	tree_make(root, card, ARRAY_SIZE(card));
	assert_int_equal(device_interrupts_reach(root, "eth0", 1), 1);
	assert_int_equal(device_interrupts_reach(root, "eth0", 0), 1);
	assert_int_equal(device_interrupts_reach(root, "eth0", 2), 0);
	assert_int_equal(device_interrupts_reach(root, "eth1", 1), -ENOENT);
	tree_remove(root);
}

/* All of them: a file takes what is written over what was there. */
static void all_are_steered(void **state)
{
	char root[TREE_ROOT_SIZE];

	(void)state;
	tree_make(root, card, ARRAY_SIZE(card));
	assert_int_equal(device_interrupts_steer(root, "eth0", 0), 0);
	assert_int_equal(device_interrupts_steer(root, "lo", 0), -ENOENT);
	for (const char *const *path =
		 (const char *const[]){ AFFINITY("26"), AFFINITY("27"), NULL };
	     *path; path++) {
		CLEANUP_FREE char *full = NULL, *text = NULL;

		assert_true(asprintf(&full, "%s%s", root, *path) > 0);
		assert_int_equal(file_read(full, &text, NULL, NULL), 0);
		assert_int_equal(text[0], '0');
	}
	tree_remove(root);
}

/* A card whose interrupts the kernel keeps to itself. */
static void one_that_will_not_move(void **state)
{
	static const struct tree_file stubborn[] = {
		{ "/sys/class/net/eth0/device/msi_irqs/30", "msix\n" },
		{ AFFINITY("30") "/is-no-file", "" },
	};
	char root[TREE_ROOT_SIZE];

	(void)state;
	tree_make(root, stubborn, ARRAY_SIZE(stubborn));
	assert_int_equal(device_interrupts_steer(root, "eth0", 0), -EISDIR);
	assert_int_equal(device_interrupts_reach(root, "eth0", 0), -ENOENT);
	tree_remove(root);
}

/* Of a guest whose card interrupted CPU 1, where the receiver was as well. */
static const char softirqs[] = "                    CPU0       CPU1       \n"
			       "          HI:          0          0\n"
			       "       TIMER:        175        550\n"
			       "      NET_TX:          1          3\n"
			       "      NET_RX:        112      20073\n";

static void a_softirq_by_its_cpu(void **state)
{
	struct softirq_runs runs;

	(void)state;
	assert_int_equal(softirqs_parse(softirqs, "NET_RX", 1, &runs), 0);
	assert_int_equal(runs.all, 20185);
	assert_int_equal(runs.there, 20073);
	assert_int_equal(softirqs_parse(softirqs, "NET_RX", 0, &runs), 0);
	assert_int_equal(runs.there, 112);
	assert_int_equal(softirqs_parse(" CPU0 CPU2\nNET_RX: 3 4\n", "NET_RX", 2, &runs), 0);
	assert_int_equal(runs.there, 4);
}

static void no_such_softirq(void **state)
{
	struct softirq_runs runs;

	(void)state;
	assert_int_equal(softirqs_parse(softirqs, "NET_RX", 2, &runs), -ENOENT);
	assert_int_equal(softirqs_parse(softirqs, "NET", 1, &runs), -ENOENT);
	assert_int_equal(softirqs_parse(" CPU0 CPU1\nNET_RX: 3", "NET_RX", 1, &runs), -ENOENT);
	assert_int_equal(softirqs_parse("", "NET_RX", 0, &runs), -ENOENT);
	assert_int_equal(softirqs_parse(NULL, "NET_RX", 0, &runs), -ENOENT);
}

#define LINE_START "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt\n"
#define LISTENING                                                                                  \
	"   0: 00000000:1451 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0\n"
#define CONNECTED                                                                                  \
	"   1: 0F02000A:1451 0202000A:B0E4 01 00000000:00000000 00:00000000 00000000     0\n"
#define HALF_OPEN                                                                                  \
	"   1: 0F02000A:1451 0202000A:B0E4 08 00000000:00000000 00:00000000 00000000     0\n"
#define LEFT_OVER                                                                                  \
	"   2: 0F02000A:1451 0202000A:B0E2 06 00000000:00000000 03:000010F4 00000000     0\n"
#define ANOTHER                                                                                    \
	"   3: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0\n"

static struct server_port looked_at(const char *text)
{
	struct server_port port = {};

	server_port_look(&port, text);
	return port;
}

static void a_server_between_two_tests(void **state)
{
	(void)state;
	assert_true(looked_at(LINE_START LISTENING LEFT_OVER).listens);
	assert_false(looked_at(LINE_START LISTENING LEFT_OVER).busy);
	assert_true(looked_at(LINE_START LISTENING CONNECTED).busy);
	assert_true(looked_at(LINE_START HALF_OPEN LISTENING).busy);
	assert_false(looked_at(LINE_START CONNECTED ANOTHER).listens);
	assert_false(looked_at(LINE_START).listens);
	assert_false(looked_at(NULL).listens);
}

static void a_server_of_either_family(void **state)
{
	struct server_port port = looked_at(LINE_START);

	(void)state;
	server_port_look(&port,
			 LINE_START "   0: 00000000000000000000000000000000:1451 "
				    "00000000000000000000000000000000:0000 0A 00000000:00000000\n");
	assert_true(port.listens);
	assert_false(port.busy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_receiver_is_reached),
		cmocka_unit_test(all_are_steered),
		cmocka_unit_test(one_that_will_not_move),
		cmocka_unit_test(a_softirq_by_its_cpu),
		cmocka_unit_test(no_such_softirq),
		cmocka_unit_test(a_server_between_two_tests),
		cmocka_unit_test(a_server_of_either_family),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
