// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/compare.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text.h"
#include "compare/cost_metric.h"
#include "compare/differences.h"
#include "compare/kernel_level.h"
#include "estimate/across.h"
#include "estimate/same_event.h"

#define NO_METRIC METRIC_COUNT

void compare_free(struct compare *compare)
{
	if (!compare)
		return;
	text_words_free(compare->differences, compare->difference_count);
	partners_free(compare->partners, compare->partner_count);
	for (size_t i = 0; i < compare->count; i++)
		free(compare->rows[i].missing);
	free(compare->rows);
	free(compare);
}

static void cleanup_compare(struct compare **compare)
{
	compare_free(*compare);
}

const char *verdict_name(enum verdict verdict)
{
	static const char *const names[] = { "", "pass", "FAIL", "inconclusive" };

	return names[verdict];
}

/* What a kernel says of a configuration: the first of its boots that has the cost, else any. */
struct found {
	const struct report *report;
	const struct report_result *result;
	bool has_cost;
};

static struct found find_cost(const struct run_report *run, size_t group,
			      const struct comparison *row)
{
	struct found found = { 0 };

	for (size_t i = cell_group_next(run, group, SIZE_MAX); i != SIZE_MAX && !found.has_cost;
	     i = cell_group_next(run, group, i)) {
		const struct report *report = run->reports[i];
		const struct report_result *result =
		    report_result_find(report, row->configuration, row->workload);
		bool has_cost = !cost_is_missing(report, result, row->metric);

		if (has_cost || (result && !found.result))
			found = (struct found){ report, result, has_cost };
	}
	return found;
}

static struct found find_side(const struct run_report *run, size_t group,
			      const struct comparison *row)
{
	return group_missing(run, group) ? (struct found){ 0 } : find_cost(run, group, row);
}

/* Why two costs are not of one event. */
static const char *const other_events[] = {
	[EVENT_SAME] = NULL,
	[EVENT_OTHER_TRIGGER] = "another trigger made the events",
	[EVENT_OTHER_HOOK] = "the program hung on another hook",
};

static char *missing_words(const struct run_report *run, size_t group, const struct found *found,
			   enum metric metric)
{
	const char *missing = group_missing(run, group);

	return missing ? strdup(missing) : cost_missing_words(found->report, found->result, metric);
}

/* 0 or -ENOMEM. */
static int find_missing(const struct compare *compare, const struct found *a, const struct found *b,
			struct comparison *row)
{
	if (!a->has_cost)
		row->missing = missing_words(compare->a, row->partners->group[0], a, row->metric);
	else if (!b->has_cost)
		row->missing = missing_words(compare->b, row->partners->group[1], b, row->metric);
	else if (other_events[same_event(a->result, b->result)])
		row->missing = strdup(other_events[same_event(a->result, b->result)]);
	else
		return 0;
	row->missing_where = !a->has_cost ? "A" : !b->has_cost ? "B" : NULL;
	return row->missing ? 0 : -ENOMEM;
}

/* As the reports say it: of several boots the mean, and from where to where they go. */
static struct boots_cost cost_of(const struct run_report *run, size_t group,
				 const struct comparison *row)
{
	struct across_key key = { row->workload, row->configuration, row->metric, ACROSS_AMOUNT };
	struct across across = across_boots(run, group, &key);

	return (struct boots_cost){ across.measured, across.mean, across.least, across.most };
}

static int row_fill(const struct compare *compare, const struct partners *partners,
		    enum metric metric, const struct report_result *either, struct comparison *row)
{
	struct found a, b;
	int code;

	*row = (struct comparison){
		.partners = partners,
		.cell = partners->name,
		.configuration = either->configuration,
		.workload = either->workload,
		.metric = metric,
		.unit = metric_unit_word(metric),
		.before = { .mean = NAN },
		.after = { .mean = NAN },
		.shift = { .absolute = { .interval = { NAN, NAN, NAN } },
			   .percent = { .interval = { NAN, NAN, NAN } } },
		.level = { .interval = { NAN, NAN, NAN } },
	};
	a = find_side(compare->a, partners->group[0], row);
	b = find_side(compare->b, partners->group[1], row);
	code = find_missing(compare, &a, &b, row);
	if (code < 0 || row->missing)
		return code;
	row->before = cost_of(compare->a, partners->group[0], row);
	row->after = cost_of(compare->b, partners->group[1], row);
	row->level =
	    kernel_level(compare->b, partners->group[1],
			 &(struct cost_key){ row->workload, row->configuration, row->metric });
	return 0;
}

static bool has_row(const struct compare *compare, const struct partners *partners,
		    const struct report_result *result)
{
	for (size_t i = 0; i < compare->count; i++)
		if (compare->rows[i].partners == partners &&
		    strcmp(compare->rows[i].configuration, result->configuration) == 0 &&
		    strcmp(compare->rows[i].workload, result->workload) == 0)
			return true;
	return false;
}

static int add_row(struct compare *compare, const struct partners *partners, enum metric wanted,
		   const struct report *report, const struct report_result *result)
{
	struct comparison *row = &compare->rows[compare->count];
	int code;

	/* What a baseline costs is nothing. */
	if (result->role != ROLE_TREATMENT || has_row(compare, partners, result))
		return 0;
	code = row_fill(compare, partners,
			wanted != NO_METRIC ? wanted : cost_metric_default(report->data, result),
			result, row);
	compare->count++;
	compare->compared += !row->missing;
	return code;
}

static int add_group(struct compare *compare, const struct partners *partners, enum metric wanted,
		     const struct run_report *run, size_t group)
{
	int code = 0;

	if (group == NO_PARTNER)
		return 0;
	for (size_t i = cell_group_next(run, group, SIZE_MAX); i != SIZE_MAX;
	     i = cell_group_next(run, group, i))
		for (size_t r = 0; r < run->reports[i]->result_count && code == 0; r++)
			code = add_row(compare, partners, wanted, run->reports[i],
				       &run->reports[i]->results[r]);
	return code;
}

static size_t count_results(const struct run_report *run)
{
	size_t count = 0;

	for (size_t i = 0; i < run->count; i++)
		count += run->reports[i]->result_count;
	return count;
}

/* Of each kernel the rows of A in its order, then those that only B has. */
static int add_rows(struct compare *compare, enum metric wanted)
{
	const struct run_report *a = compare->a, *b = compare->b;
	int code = 0;

	compare->rows = calloc(count_results(a) + count_results(b) + 1, sizeof(*compare->rows));
	if (!compare->rows)
		return -ENOMEM;
	for (size_t i = 0; i < compare->partner_count && code == 0; i++) {
		const struct partners *partners = &compare->partners[i];

		code = add_group(compare, partners, wanted, a, partners->group[0]);
		if (code == 0)
			code = add_group(compare, partners, wanted, b, partners->group[1]);
	}
	return code;
}

static int estimate_row(const struct compare *compare, struct comparison *row)
{
	CLEANUP(kernel_values_release) struct kernel_values a = { 0 };
	CLEANUP(kernel_values_release) struct kernel_values b = { 0 };
	const struct cost_key key = { row->workload, row->configuration, row->metric };
	double level = 1 - (1 - INTERVAL_LEVEL) / (double)compare->compared;
	int code = kernel_values_collect(compare->a, row->partners->group[0], &key, &a);

	if (code == 0)
		code = kernel_values_collect(compare->b, row->partners->group[1], &key, &b);
	return code < 0 ? code : kernel_values_shift(&a, &b, level, &row->shift);
}

static int build_all(struct compare *compare, enum metric metric)
{
	int code = add_rows(compare, metric);

	for (size_t i = 0; i < compare->count && code == 0; i++)
		if (!compare->rows[i].missing)
			code = estimate_row(compare, &compare->rows[i]);
	return code < 0 ? code
			: differences_list(compare->a, compare->b, compare->partners,
					   compare->partner_count, &compare->differences,
					   &compare->difference_count);
}

static int refuse_clocks(const struct compare *compare, struct error *err)
{
	int code = 0;

	for (size_t i = 0; i < compare->partner_count && code == 0; i++)
		code =
		    differences_refuse(group_facts(compare->a, compare->partners[i].group[0]),
				       group_facts(compare->b, compare->partners[i].group[1]), err);
	return code;
}

int compare_build(const struct run_report *a, const struct run_report *b, const char *metric,
		  struct compare **ret_compare, struct error *err)
{
	CLEANUP(cleanup_compare) struct compare *compare = calloc(1, sizeof(*compare));
	enum metric wanted = NO_METRIC;
	int code;

	if (!compare || partners_find(a, b, &compare->partners, &compare->partner_count) < 0)
		return error_errno(err, ERROR_ENVIRONMENT, ENOMEM, "cannot compare the runs");
	compare->a = a;
	compare->b = b;
	code = refuse_clocks(compare, err);
	if (code == 0 && metric)
		code = cost_metric_find(metric, &wanted, err);
	if (code < 0)
		return code;
	code = build_all(compare, wanted);
	if (code < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -code, "cannot compare the runs");
	if (compare->compared == 0 && metric)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "no configuration has '%s' in both runs, with an interval",
				 metric);
	*ret_compare = take_pointer(compare);
	return 0;
}
