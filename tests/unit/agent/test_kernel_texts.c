// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the agent reads beside its proofs, as each of Debian's series printed it:
 * tests/data/kernels/RELEASE.txt has excerpts of a guest's files, headed by their paths, after its
 * first process had sent itself seven datagrams.
 */
#include "agent/perf_format.h"
#include "agent/proc_text.h"
#include "agent/softirqs.h"
#include "agent/symbol_text.h"
#include "common/cleanup.h"
#include "common/file.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KERNELS_LEAST 11
#define DATAGRAMS 7
#define TRACING "/sys/kernel/tracing/"
#define EVENT_SOURCES "/sys/bus/event_source/devices/"

static char *section(const char *text, const char *path)
{
	CLEANUP_FREE char *head = NULL;
	const char *at, *end;

	assert_true(asprintf(&head, "== %s\n", path) > 0);
	at = strstr(text, head);
	if (!at)
		fail_msg("no %s", path);
	at += strlen(head);
	end = strstr(at, "\n== ");
	return end ? strndup(at, (size_t)(end + 1 - at)) : strdup(at);
}

/* Beside the function stand its prefix (__pfx_), of the same type, and data of its name. */
static void addresses_check(const char *text)
{
	CLEANUP_FREE char *symbols = section(text, "/proc/kallsyms");
	CLEANUP_FILE FILE *list = fmemopen(symbols, strlen(symbols), "r");
	uint64_t address = kallsyms_address(list, "bpf_get_numa_node_id");
	char line[64];

	snprintf(line, sizeof(line), "%016lx T bpf_get_numa_node_id\n", address);
	assert_true(address > UINT64_C(0xffffffff80000000));
	assert_non_null(strstr(symbols, line));
	rewind(list);
	assert_true(kallsyms_address(list, "udp_recvms") == 0);
}

static bool list_has(const char *text, const char *path, const char *name)
{
	CLEANUP_FREE char *names = section(text, path);
	CLEANUP_FILE FILE *list = fmemopen(names, strlen(names), "r");

	return name_list_has(list, name);
}

static void names_check(const char *text)
{
	CLEANUP_FREE char *names = section(text, TRACING "available_filter_functions");
	CLEANUP_FILE FILE *list = fmemopen(names, strlen(names), "r");
	json_t *siblings = name_list_siblings(list, "udp_recvmsg", 8);

	assert_true(list_has(text, TRACING "available_filter_functions", "udp_recvmsg"));
	assert_false(list_has(text, TRACING "available_filter_functions", "udp_recvms"));
	assert_true(list_has(text, TRACING "available_events", "raw_syscalls:sys_enter"));
	assert_true(list_has(text, TRACING "available_events", "skb:consume_skb"));
	assert_string_equal(json_string_value(json_array_get(siblings, 0)), "udpv6_recvmsg");
	json_decref(siblings);
}

static unsigned int shift_of(const char *text, const char *path)
{
	CLEANUP_FREE char *format = section(text, path);

	return perf_format_parse(format, 99);
}

static void formats_check(const char *text)
{
	assert_int_equal(shift_of(text, EVENT_SOURCES "kprobe/format/retprobe"), 0);
	assert_int_equal(shift_of(text, EVENT_SOURCES "uprobe/format/retprobe"), 0);
	assert_int_equal(shift_of(text, EVENT_SOURCES "uprobe/format/ref_ctr_offset"), 32);
}

static void traffic_check(const char *text)
{
	CLEANUP_FREE char *snmp = section(text, "/proc/net/snmp");
	CLEANUP_FREE char *devices = section(text, "/proc/net/dev");
	CLEANUP_FREE char *softirqs = section(text, "/proc/softirqs");
	struct softirq_runs first, second;
	uint64_t value;

	assert_int_equal(proc_snmp_counter(snmp, "Udp", "InDatagrams", &value), 0);
	assert_int_equal(value, DATAGRAMS);
	assert_int_equal(proc_snmp_counter(snmp, "Udp", "RcvbufErrors", &value), 0);
	assert_int_equal(value, 0);
	assert_int_equal(proc_device_packets(devices, "lo", &value), 0);
	assert_int_equal(value, DATAGRAMS);
	assert_int_equal(softirqs_parse(softirqs, "NET_RX", 0, &first), 0);
	assert_int_equal(softirqs_parse(softirqs, "NET_RX", 1, &second), 0);
	assert_int_equal(first.all, DATAGRAMS);
	assert_int_equal(first.there + second.there, DATAGRAMS);
}

static void process_check(const char *text)
{
	CLEANUP_FREE char *status = section(text, "/proc/self/status");
	CLEANUP_FREE char *process = section(text, "/proc/self/stat");
	CLEANUP_FREE char *cpus = section(text, "/proc/stat");
	uint64_t switches, ticks;

	assert_int_equal(proc_stat_state(process), 'R');
	assert_int_equal(proc_status_number(status, "voluntary_ctxt_switches", &switches), 0);
	assert_true(switches > 0);
	assert_int_equal(proc_steal_ticks(cpus, &ticks), 0);
	assert_int_equal(ticks, 0);
}

static void every_kernels_files_are_read(void **state)
{
	glob_t found;

	(void)state;
	assert_int_equal(glob(DATA "/kernels/*.txt", 0, NULL, &found), 0);
	assert_true(found.gl_pathc >= KERNELS_LEAST);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		CLEANUP_FREE char *text = NULL;

		print_message("%s\n", found.gl_pathv[i]);
		assert_int_equal(file_read(found.gl_pathv[i], &text, NULL, NULL), 0);
		addresses_check(text);
		names_check(text);
		formats_check(text);
		traffic_check(text);
		process_check(text);
	}
	globfree(&found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kernels_files_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
