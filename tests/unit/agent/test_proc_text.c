// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Counters from texts in the form that kernel 6.1 prints; written by hand but for /proc/stat, which
 * is captured but for the steal time.
 */
#include "agent/perf_format.h"
#include "agent/proc_text.h"
#include "common/cleanup.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

static const char snmp[] =
    "Icmp: InMsgs InErrors\n"
    "Icmp: 3 0\n"
    "Udp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors "
    "IgnoredMulti MemErrors\n"
    "Udp: 1234567890123 2 50 77 49 0 1 0 0\n"
    "UdpLite: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors\n"
    "UdpLite: 9 9 9 9 9 9\n";

static void snmp_counters_by_protocol_and_name(void **state)
{
	uint64_t value = 0;

	(void)state;
	assert_int_equal(proc_snmp_counter(snmp, "Udp", "InDatagrams", &value), 0);
	assert_true(value == 1234567890123);
	assert_int_equal(proc_snmp_counter(snmp, "Udp", "RcvbufErrors", &value), 0);
	assert_int_equal(value, 49);
	assert_int_equal(proc_snmp_counter(snmp, "Icmp", "InMsgs", &value), 0);
	assert_int_equal(value, 3);
	assert_int_equal(proc_snmp_counter(snmp, "UdpLite", "SndbufErrors", &value), 0);
	assert_int_equal(value, 9);
}

/* Unknown is absent, never 0: the value is left alone. */
static void what_is_not_there_stays_unknown(void **state)
{
	uint64_t value = 7;

	(void)state;
	assert_int_equal(proc_snmp_counter(snmp, "Udp", "InDatagram", &value), -ENOENT);
	assert_int_equal(proc_snmp_counter(snmp, "Tcp", "InSegs", &value), -ENOENT);
	assert_int_equal(proc_snmp_counter(NULL, "Udp", "InDatagrams", &value), -ENOENT);
	assert_int_equal(proc_snmp_counter("Udp: InDatagrams\n", "Udp", "InDatagrams", &value),
			 -ENOENT);
	assert_int_equal(proc_snmp_counter("Udp: A B\nUdp: 1\n", "Udp", "B", &value), -ENOENT);
	assert_int_equal(proc_status_number(NULL, "voluntary_ctxt_switches", &value), -ENOENT);
	assert_int_equal(proc_device_packets(NULL, "v0", &value), -ENOENT);
	assert_int_equal(proc_steal_ticks(NULL, &value), -ENOENT);
	assert_int_equal(value, 7);
}

/* "nonvoluntary_ctxt_switches" ends as the other begins. */
static void a_status_line_by_its_whole_name(void **state)
{
	static const char status[] = "Name:\tiperf3\n"
				     "nonvoluntary_ctxt_switches:\t12\n"
				     "voluntary_ctxt_switches:\t345\n";
	uint64_t value;

	(void)state;
	assert_int_equal(proc_status_number(status, "voluntary_ctxt_switches", &value), 0);
	assert_int_equal(value, 345);
	assert_int_equal(proc_status_number(status, "nonvoluntary_ctxt_switches", &value), 0);
	assert_int_equal(value, 12);
	assert_int_equal(proc_status_number(status, "voluntary", &value), -ENOENT);
	assert_int_equal(proc_status_number(status, "Name", &value), -ENOENT);
}

static void a_name_may_have_parentheses(void **state)
{
	(void)state;
	assert_int_equal(proc_stat_state("12 (iperf3) T 1 12"), 'T');
	assert_int_equal(proc_stat_state("12 (a) S (b) R 1 12"), 'R');
	assert_int_equal(proc_stat_state("12 (a)"), 'X');
	assert_int_equal(proc_stat_state(""), 'X');
	assert_int_equal(proc_stat_state(NULL), 'X');
}

static void packets_of_the_device_of_that_name(void **state)
{
	static const char dev[] =
	    "Inter-|   Receive                                                |  Transmit\n"
	    " face |bytes    packets errs drop fifo frame compressed multicast|bytes\n"
	    "    lo:     840      10    0    0    0     0          0         0      840\n"
	    "  xv0: 1 2 0 0\n"
	    "  v0:78336468  768005    0    0    0     0          0         0 1086\n";
	uint64_t packets;

	(void)state;
	assert_int_equal(proc_device_packets(dev, "v0", &packets), 0);
	assert_int_equal(packets, 768005);
	assert_int_equal(proc_device_packets(dev, "lo", &packets), 0);
	assert_int_equal(packets, 10);
	assert_int_equal(proc_device_packets(dev, "eth0", &packets), -ENOENT);
}

static void steal_is_the_eighth_of_all_cpus(void **state)
{
	uint64_t ticks;

	(void)state;
	assert_int_equal(proc_steal_ticks("cpu  34 0 541 973 0 0 17 21 0 0\n"
					  "cpu0 33 0 424 88 0 0 10 1 0 0\n",
					  &ticks),
			 0);
	assert_int_equal(ticks, 21);
	assert_int_equal(proc_steal_ticks("cpu  34 0 541 973 0 0\n", &ticks), -ENOENT);
	assert_int_equal(proc_steal_ticks("cpu0 33 0 424 88 0 0 10 1 0 0\n", &ticks), -ENOENT);
}

/* Of a process with a uprobe on a nop of five bytes, 6.18. */
static const char maps[] =
    "00400000-00401000 r--p 00000000 00:02 1030                               /init\n"
    "00401000-00553000 r-xp 00001000 00:02 1030                               /init\n"
    "005e6000-0060d000 rw-p 00000000 00:00 0 \n"
    "16d2e000-16d50000 rw-p 00000000 00:00 0                                  [heap]\n"
    "7ffd6dbe6000-7ffd6dc07000 rw-p 00000000 00:00 0                          [stack]\n";

static void a_mapping_by_what_lies_in_it(void **state)
{
	CLEANUP_FREE char *file = proc_maps_name(maps, 0x401000);
	CLEANUP_FREE char *stack = proc_maps_name(maps, 0x7ffd6dc06fff);

	(void)state;
	assert_string_equal(file, "/init");
	assert_string_equal(stack, "[stack]");
	assert_null(proc_maps_name(maps, 0x7ffd6dc07000));
	assert_null(proc_maps_name(maps, 0x5e6000));
	assert_null(proc_maps_name(maps, 0));
	assert_null(proc_maps_name(NULL, 0));
	assert_null(proc_maps_name("0-ffff\n", 1));
}

static void where_a_field_of_a_perf_event_begins(void **state)
{
	(void)state;
	assert_int_equal(perf_format_parse("config:0\n", 9), 0);
	assert_int_equal(perf_format_parse("config:32-63\n", 9), 32);
	assert_int_equal(perf_format_parse("config1:3\n", 9), 9);
	assert_int_equal(perf_format_parse("", 9), 9);
	assert_int_equal(perf_format_parse(NULL, 32), 32);
	assert_int_equal(perf_format_shift("/nowhere/format/retprobe", 5), 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(snmp_counters_by_protocol_and_name),
		cmocka_unit_test(what_is_not_there_stays_unknown),
		cmocka_unit_test(a_status_line_by_its_whole_name),
		cmocka_unit_test(a_name_may_have_parentheses),
		cmocka_unit_test(packets_of_the_device_of_that_name),
		cmocka_unit_test(steal_is_the_eighth_of_all_cpus),
		cmocka_unit_test(a_mapping_by_what_lies_in_it),
		cmocka_unit_test(where_a_field_of_a_perf_event_begins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
