// SPDX-License-Identifier: GPL-2.0-or-later
/* Which tables the first page ends with, and what stands before them or in their place. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../estimate/memory_run.h"
#include "common/cleanup.h"
#include "estimate/run_report.h"
#include "formats/report.h"

/* Eight blocks of iperf3 and one program in a guest, of whose datagrams most are lost on the host.
 */
static struct memory_run *traffic_run(void)
{
	struct memory_run *run = memory_run_new("switch");

	strcpy(run->data.run.id, "0123456789abcdef0123456789abcdef");
	for (unsigned int block = 0; block < 8; block++)
		for (unsigned int which = 0; which < 3; which++) {
			struct counters *counters;

			memory_run_add(run, which == 1 ? FENTRY : BASELINE, block, which / 2,
				       1000 + block);
			counters = memory_run_last_counters(run);
			counters->value[COUNTER_receiver_cpu_ns] = 5e8 + 1e6 * (which + block % 3);
			counters->value[COUNTER_received_bytes] = 1e6;
			counters->value[COUNTER_sender_datagrams] = 4000;
			counters->value[COUNTER_host_drops] = 2800;
			counters->value[COUNTER_card_packets] = 1100;
			counters->value[COUNTER_drops] = 60;
		}
	return run;
}

static char *page_of(struct memory_run *run, const char *format)
{
	struct report_options options = { .width = 200 };
	struct run_report *report = NULL;
	struct error err = { 0 };
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	assert_int_equal(run_report_build(&run->data, &report, &err), 0);
	assert_int_equal(report_print(report, format, out, &options, &err), 0);
	assert_int_equal(fclose(out), 0);
	run_report_free(report);
	return text;
}

static void limits_before_the_tables(void **state)
{
	struct memory_run *run = traffic_run();
	CLEANUP_FREE char *page = page_of(run, "text");
	const char *limits = strstr(page, "WHAT LIMITS IT");
	const char *table = strstr(page, "Bitrate (Mbps)");

	(void)state;
	assert_non_null(limits);
	assert_non_null(table);
	assert_true(limits < table);
	assert_non_null(strstr(limits, "iperf3: what limits it is"));
	memory_run_free(run);
}

/* All that was measured of it was dropped: a line instead of rows of nothing. */
static void no_tables_of_nothing(void **state)
{
	struct memory_run *run = traffic_run();
	CLEANUP_FREE char *page = NULL;

	(void)state;
	for (size_t v = 0; v < run->data.visit_count; v++) {
		run->visits[v].state = (char *)"dropped";
		run->visits[v].reason = (char *)"the client died";
	}
	page = page_of(run, "text");
	assert_null(strstr(page, "Bitrate (Mbps)"));
	assert_non_null(strstr(page, "iperf3: no bitrate and no transfer to show: "));
	assert_null(strstr(page, "WHAT LIMITS IT"));
	memory_run_free(run);
}

/* What has no interval has no half of one, in iperf3 here: its program runs elsewhere. */
static void no_precision_of_nothing(void **state)
{
	struct memory_run *run = traffic_run();
	CLEANUP_FREE char *inside = page_of(run, "json");
	CLEANUP_FREE char *outside = NULL;

	(void)state;
	for (size_t i = 0; i < run->data.sample_count; i++) {
		run->counters[i].value[COUNTER_hits] = 1000;
		run->counters[i].value[COUNTER_hit_operations] = 1000;
		run->counters[i].value[COUNTER_hits_inside] = 0;
		run->counters[i].value[COUNTER_inside_operations] = 1000;
	}
	outside = page_of(run, "json");
	assert_non_null(strstr(inside, "half_width"));
	assert_null(strstr(outside, "half_width"));
	memory_run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(limits_before_the_tables),
		cmocka_unit_test(no_tables_of_nothing),
		cmocka_unit_test(no_precision_of_nothing),
	};

	return cmocka_run_group_tests_name("page_tables", tests, NULL, NULL);
}
