// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/micro_difference.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "words/escape.h"
#include "words/table.h"
#include "estimate/micro_rows.h"
#include "estimate/timing.h"
#include "estimate/build.h"

static void cleanup_report(struct report **report)
{
	report_free(*report);
}

#define CLEANUP_REPORT CLEANUP(cleanup_report)

static const char *release_of(const struct run_data *data)
{
	const char *release = json_string_value(json_object_get(run_data_facts(data), "release"));

	return release ? release : "unknown";
}

static double cost_of(const struct report_result *result)
{
	if (!result || !result->micro.present)
		return NAN;
	return result->effects[METRIC_EVENT_INSTRUCTIONS].absolute.estimate;
}

static void set_number(struct table *table, size_t row, size_t column, double value, bool sign)
{
	const char *format =
	    value == floor(value) ? (sign ? "%+.0f" : "%.0f") : (sign ? "%+.3f" : "%.3f");

	if (!isfinite(value))
		return;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	table_set(table, row, column, format, value);
#pragma GCC diagnostic pop
}

/* A cost is over the bare event of its trigger: that of another is another cost. */
static bool same_trigger(const struct report_result *one, const struct report_result *other)
{
	return one && other && one->micro.trigger && other->micro.trigger &&
	       strcmp(one->micro.trigger, other->micro.trigger) == 0;
}

static void put_difference(struct table *table, size_t row, const struct report_result *one,
			   const struct report_result *other)
{
	if (same_trigger(one, other))
		set_number(table, row, 3, cost_of(other) - cost_of(one), true);
	else if (isfinite(cost_of(one)) && isfinite(cost_of(other)))
		table_set(table, row, 3, "another trigger");
}

static void put_row(struct table *table, const struct report_result *one,
		    const struct report_result *other)
{
	size_t row = table_add_row(table);

	table_set(table, row, 0, "%s", (one ? one : other)->configuration);
	set_number(table, row, 1, cost_of(one), false);
	set_number(table, row, 2, cost_of(other), false);
	put_difference(table, row, one, other);
}

/* The rows of the first in its order, then those that only the second has. */
static void put_rows(struct table *table, const struct report *one, const struct report *other)
{
	for (size_t i = 0; i < one->result_count; i++)
		put_row(
		    table, &one->results[i],
		    report_result_of_kind(other, one->results[i].configuration, WORKLOAD_EVENT));
	for (size_t i = 0; i < other->result_count; i++)
		if (!report_result_of_kind(one, other->results[i].configuration, WORKLOAD_EVENT))
			put_row(table, NULL, &other->results[i]);
}

static int table_put(const struct report *one, const struct report *other, FILE *out,
		     const struct report_options *options)
{
	CLEANUP_FREE char *first = escape_text(release_of(one->data), options->utf8);
	CLEANUP_FREE char *second = escape_text(release_of(other->data), options->utf8);
	const struct table_column columns[] = {
		{ "Configuration", 0, true },
		{ first, 0, false },
		{ second, 0, false },
		{ "Difference", 0, false },
	};
	struct text_style style = { options->width, options->color, options->utf8 };
	struct table *table;
	bool failed;

	if (!first || !second)
		return -ENOMEM;
	table = table_new("INSTRUCTIONS PER EVENT, TWO KERNELS", columns, ARRAY_SIZE(columns));
	if (!table)
		return -ENOMEM;
	put_rows(table, one, other);
	failed = table->failed;
	if (!failed) {
		putc('\n', out);
		table_print_text(table, out, &style);
	}
	table_free(table);
	return failed ? -ENOMEM : 0;
}

/* Facts of the machine on which an exact figure depends. */
static const struct {
	const char *key, *words;
} causes[] = {
	{ "kernel_package", "kernel" },
	{ "agent_sha256", "agent (SHA-256)" },
	{ "qemu", "QEMU" },
	{ "cpu_model", "CPU model" },
	{ "boot_parameters", "boot parameters" },
};

static const char *fact_of(const struct run_data *data, const char *key)
{
	const char *text = json_string_value(json_object_get(run_data_facts(data), key));

	return text ? text : "unknown";
}

static bool rows_differ(const struct report *one, const struct report *other)
{
	for (size_t i = 0; i < one->result_count; i++) {
		const struct report_result *same =
		    report_result_of_kind(other, one->results[i].configuration, WORKLOAD_EVENT);
		double difference = cost_of(same) - cost_of(&one->results[i]);

		if (same_trigger(&one->results[i], same) && fabs(difference) > 0)
			return true;
	}
	return false;
}

static int cause_put(const struct run_data *one, const struct run_data *other, size_t cause,
		     FILE *out, const struct report_options *options)
{
	const char *first = fact_of(one, causes[cause].key);
	const char *second = fact_of(other, causes[cause].key);
	CLEANUP_FREE char *line = NULL, *escaped = NULL;

	if (strcmp(first, second) == 0)
		return 0;
	if (asprintf(&line, "%s: %s, then %s", causes[cause].words, first, second) < 0)
		return -ENOMEM;
	escaped = escape_text(line, options->utf8);
	if (!escaped)
		return -ENOMEM;
	text_wrap(out, options->width, "- ", "  ", escaped);
	return 0;
}

/* Equal builds give equal figures: where figures differ, so does one of these. */
static int causes_put(const struct run_data *one, const struct run_data *other, FILE *out,
		      const struct report_options *options)
{
	size_t changed = 0;
	int code = 0;

	text_wrap(out, options->width, "", "", "Rows differ. Of what figures depend on, changed:");
	for (size_t i = 0; i < ARRAY_SIZE(causes) && !code; i++) {
		changed += strcmp(fact_of(one, causes[i].key), fact_of(other, causes[i].key)) != 0;
		code = cause_put(one, other, i, out, options);
	}
	if (!code && !changed)
		text_wrap(out, options->width, "- ", "  ",
			  "nothing that is recorded: kernel, agent and QEMU are the same");
	return code;
}

/* Instructions with instructions; nanoseconds of an emulator are no CPU's. */
static int timings_check(const struct run_data *one, const struct run_data *other,
			 struct error *err)
{
	const char *first = fact_of(one, "timing"), *second = fact_of(other, "timing");

	if (run_counts_instructions(one) && run_counts_instructions(other))
		return 0;
	return error_set(err, ERROR_USAGE, EINVAL,
			 "only exact runs are compared, not time that is %s with time that is %s",
			 first, second);
}

int micro_difference_print(struct run_data *one, struct run_data *other, FILE *out,
			   const struct report_options *options, struct error *err)
{
	CLEANUP_REPORT struct report *first = NULL;
	CLEANUP_REPORT struct report *second = NULL;
	int code = timings_check(one, other, err);

	if (!code)
		code = report_build(one, &first, err);
	if (!code)
		code = report_build(other, &second, err);
	if (code < 0)
		return code;
	code = table_put(first, second, out, options);
	if (!code && rows_differ(first, second))
		code = causes_put(one, other, out, options);
	return code < 0 ? error_errno(err, ERROR_ENVIRONMENT, -code, "cannot print") : 0;
}
