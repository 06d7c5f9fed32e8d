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
#include "words/tables.h"
#include "estimate/responses.h"

/* Where there is a verdict, it says so; micro has none, and goes by the interval. */
static bool is_told_from_none(const struct report_result *result, const struct effect *effect)
{
	return verdict_present(&result->verdict) ? result->verdict.cost == VERDICT_MORE
						 : effect->absolute.low > 0;
}

static bool is_program_of(const struct report_result *result, const char *workload)
{
	return result->role == ROLE_TREATMENT && strcmp(result->workload, workload) == 0 &&
	       !report_result_is_delay(result);
}

/* Of a workload's programs whose cost is told from none, the cheapest or the dearest. */
static const struct report_result *find_extreme(const struct report *report, const char *workload,
						double sign)
{
	const struct report_result *found = NULL;
	double best = INFINITY;

	for (size_t i = 0; i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];
		const struct effect *effect = &result->effects[report_primary_metric(result)];

		if (!is_program_of(result, workload) || !report_effect_present(effect) ||
		    !is_told_from_none(result, effect) ||
		    !(sign * effect->absolute.estimate < best))
			continue;
		best = sign * effect->absolute.estimate;
		found = result;
	}
	return found;
}

static void put_cost(struct html *html, const char *before, const struct report_result *result)
{
	const struct interval *cost = &result->effects[report_primary_metric(result)].absolute;
	int decimals = svg_decimals(cost->estimate);

	html_put(html, before, result->configuration, "");
	fprintf(html->out, ", %+.*f %s", decimals, cost->estimate, figure_unit(result));
	if (isfinite(cost->low) && isfinite(cost->high))
		fprintf(html->out, " [%.*f, %.*f]", decimals, cost->low, decimals, cost->high);
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
		put_cost(html, " One cost per event is told from none: ", least);
		putc('.', html->out);
	} else if (least) {
		put_cost(html, " Cheapest per event: ", least);
		put_cost(html, "; dearest: ", most);
		putc('.', html->out);
	} else if (counts[OUTCOME_PASSED] && report_has_programs(report)) {
		fputs(" No cost per event can be told from none.", html->out);
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
	if (report_warning(report))
		html_put(html, "<p class=\"warning\">", report_warning(report), "</p>\n");
}
