// SPDX-License-Identifier: GPL-2.0-or-later
/* What the page says first: how many were measured, the cheapest and the dearest. */
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "page/html_section.h"
#include "page/html_svg.h"
#include "estimate/outcome.h"
#include "words/response_sentence.h"
#include "words/sentences.h"
#include "estimate/responses.h"

/* A figure of a program's cost, or NULL. */
static const struct effect *cost_of(const struct report_result *result)
{
	const struct effect *cost = &result->effects[report_primary_metric(result)];

	return report_effect_present(cost) ? cost : NULL;
}

/* Whether 0 lies outside of the interval.  What is counted has none and needs none. */
static bool is_told_from_none(const struct report_result *result)
{
	if (verdict_present(&result->verdict))
		return result->verdict.cost == VERDICT_MORE || result->verdict.cost == VERDICT_LESS;
	return report_result_is_exact(result) || cost_of(result)->absolute.low > 0 ||
	       cost_of(result)->absolute.high < 0;
}

static bool is_program_of(const struct report_result *result, const char *workload)
{
	return result->role == ROLE_TREATMENT && strcmp(result->workload, workload) == 0 &&
	       !report_result_is_delay(result);
}

/*
 * Of a workload's programs the cheapest or the dearest, by the estimate: chosen among those that
 * are told from none, the cheapest would be one that is not.
 */
static const struct report_result *find_extreme(const struct report *report, const char *workload,
						double sign)
{
	const struct report_result *found = NULL;

	for (size_t i = 0; i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];

		if (!is_program_of(result, workload) || !cost_of(result))
			continue;
		if (!found || sign * cost_of(result)->absolute.estimate <
				  sign * cost_of(found)->absolute.estimate)
			found = result;
	}
	return found;
}

/* Two counts are, where they are not the same; two estimates, where their intervals do not meet. */
static bool are_told_apart(const struct report_result *one, const struct report_result *other)
{
	const struct interval *a = &cost_of(one)->absolute, *b = &cost_of(other)->absolute;

	if (report_result_is_exact(one) && report_result_is_exact(other))
		return a->estimate != b->estimate;
	return a->high < b->low || b->high < a->low;
}

/* How many of the workload's programs cannot be told from this one. */
static size_t count_like(const struct report *report, const char *workload,
			 const struct report_result *one)
{
	size_t count = 0;

	for (size_t i = 0; i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];

		count += result != one && is_program_of(result, workload) && cost_of(result) &&
			 !are_told_apart(result, one);
	}
	return count;
}

static void put_cost(struct html *html, const char *before, const struct report_result *result)
{
	const struct interval *cost = &result->effects[report_primary_metric(result)].absolute;
	int decimals = svg_decimals(cost->estimate);

	html_put(html, before, result->configuration, "");
	fprintf(html->out, ", %+.*f %s", decimals, cost->estimate, figure_unit(result));
	if (isfinite(cost->low) && isfinite(cost->high) && cost->low < cost->high)
		fprintf(html->out, " [%.*f, %.*f]", decimals, cost->low, decimals, cost->high);
}

/* What the ranking does not say: how many others it could as well be. */
static void put_doubt(struct html *html, const struct report *report, const char *workload,
		      const struct report_result *result)
{
	size_t like = count_like(report, workload, result);

	if (!is_told_from_none(result))
		fputs(", not told from none", html->out);
	if (like)
		fprintf(html->out, ", not told apart from %zu other%s", like, like == 1 ? "" : "s");
}

static void put_ranking(struct html *html, const struct report *report, const char *workload,
			const struct report_result *least, const struct report_result *most)
{
	if (!are_told_apart(least, most)) {
		put_cost(html, " By the estimates the cheapest per event: ", least);
		put_cost(html, "; the dearest: ", most);
		fputs("; but the two cannot be told apart.", html->out);
		return;
	}
	put_cost(html, " Cheapest per event: ", least);
	put_doubt(html, report, workload, least);
	put_cost(html, "; dearest: ", most);
	put_doubt(html, report, workload, most);
	putc('.', html->out);
}

static void put_workload_verdict(struct html *html, const struct report *report,
				 const char *workload)
{
	const struct report_result *least = find_extreme(report, workload, 1);
	const struct report_result *most = find_extreme(report, workload, -1);
	size_t counts[OUTCOME_COUNT];

	outcome_count(report, workload, counts);
	html_put(html, "<p><strong>", workload, "</strong>: ");
	fprintf(html->out, "%zu measured, %zu unsupported, %zu failed.", counts[OUTCOME_PASSED],
		counts[OUTCOME_SKIPPED], counts[OUTCOME_FAILED]);
	if (least && least == most) {
		put_cost(html, " Cost per event: ", least);
		fputs(is_told_from_none(least) ? "." : ", not told from none.", html->out);
	} else if (least) {
		put_ranking(html, report, workload, least, most);
	}
	fputs("</p>\n", html->out);
}

static void put_response_verdict(struct html *html, const struct report_response *response)
{
	CLEANUP(text_buffer_release) struct text_buffer sentence = { 0 };

	response_tell(response, &sentence);
	html->failed |= text_buffer_error(&sentence) < 0;
	html_put(html, "<p>", text_buffer_get(&sentence), ".</p>\n");
}

void html_put_verdict(struct html *html, const struct report *report)
{
	fputs("<section class=\"verdict\" aria-label=\"Verdict\">\n", html->out);
	for (size_t w = 0; w < report->workload_count; w++)
		put_workload_verdict(html, report, report->workloads[w].name);
	for (size_t i = 0; i < report->response_count; i++)
		put_response_verdict(html, &report->responses[i]);
	fputs("</section>\n", html->out);
}
