// SPDX-License-Identifier: GPL-2.0-or-later
/* What tables and legends call an operation, and which columns they have: what the workload says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "common/cleanup.h"
#include "memory_run.h"
#include "words/cost_tables.h"
#include "words/phrases.h"
#include "words/response_tables.h"
#include "words/sums_table.h"

/* A run of one workload, which flows. */
static struct memory_run *run_of(const char *workload)
{
	struct memory_run *run = memory_run_new("switch");

	for (unsigned int block = 0; block < 4; block++)
		for (unsigned int which = 0; which < 3; which++)
			memory_run_add(run, which == 1 ? FENTRY : BASELINE, block, which / 2,
				       1000 + block)
			    ->workload = (char *)workload;
	memory_run_build_of(run, "fentry-null", workload);
	return run;
}

static bool has_heading(const struct table *table, const char *heading)
{
	for (size_t c = 0; c < table->column_count; c++)
		if (!strcmp(table->headings[c], heading))
			return true;
	return false;
}

static void assert_says(char *text, const char *words, bool expected)
{
	assert_non_null(text);
	if (!!strstr(text, words) != expected)
		fail_msg("'%s' is %s '%s'", words, expected ? "not in" : "in", text);
	free(text);
}

static void a_workload_names_its_operation(void **state)
{
	struct memory_run *run = run_of("iperf3");
	struct table *cost = table_cost(run->report, "iperf3");

	(void)state;
	assert_string_equal(cost->title, "WHAT TRACING COST, PER DATAGRAM vs BASELINE");
	assert_true(has_heading(cost, "CPU/datagram (%)"));
	assert_says(answer_legend(run->report, "iperf3"), "one receive by udp-drain", true);
	assert_says(answer_legend(run->report, "iperf3"), "datagrams received per second", true);
	assert_says(answer_legend(run->report, "iperf3"),
		    ". Sleeps of the receiver, and hits of the program, per datagram;", true);
	assert_says(response_legend("iperf3"),
		    ". Sleeps, calls of select() and drops per datagram. ", true);
	assert_says(sums_legend(run->report), "the hits of a datagram; udp-drain:", true);
	table_free(cost);
	memory_run_free(run);
}

static void a_workload_has_its_own_columns(void **state)
{
	struct memory_run *run = run_of("iperf3");
	struct table *beside = table_beside(run->report, "iperf3");

	(void)state;
	assert_true(has_heading(beside, "Sleeps") && has_heading(beside, "Busy %"));
	assert_false(has_heading(beside, "Selects")); /* of the response alone */
	table_free(beside);
	memory_run_free(run);
}

/* One of a later version, in a store. */
static void what_is_not_known_is_an_operation(void **state)
{
	struct memory_run *run = run_of("later");
	struct table *whole = table_whole(run->report, "later");

	(void)state;
	assert_string_equal(whole->title,
			    "WHAT TRACING COST, AND WHAT MOVED BESIDE IT, PER OPERATION");
	assert_true(has_heading(whole, "CPU/operation (%)"));
	assert_false(has_heading(whole, "Sleeps") || has_heading(whole, "Busy %"));
	assert_true(has_heading(whole, "Status"));
	assert_says(answer_legend(run->report, "later"), "datagram", false);
	assert_says(answer_legend(run->report, "later"), "Hits of the program per operation;",
		    true);
	assert_says(response_legend("later"), "datagram", false);
	table_free(whole);
	memory_run_free(run);
}

static void places_are_filled(void **state)
{
	const struct operation_words event = { "an", "event", "events", "made", "event" };
	CLEANUP_FREE char *text = operation_fill("us {a} {one}: {done} {many} {x} {", &event);

	(void)state;
	assert_string_equal(text, "us an event: made events {x} {");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_workload_names_its_operation),
		cmocka_unit_test(a_workload_has_its_own_columns),
		cmocka_unit_test(what_is_not_known_is_an_operation),
		cmocka_unit_test(places_are_filled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
