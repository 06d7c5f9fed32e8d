// SPDX-License-Identifier: GPL-2.0-or-later
/* Predicted against measured: the response to known delays, and the cost two or three ways. */
#include "common/cleanup.h"
#include "estimate/agreement.h"
#include "page/html_section.h"
#include "words/agreement.h"
#include "words/response_tables.h"
#include "words/sums_table.h"

static void put_sums(struct html *html, const struct report *report)
{
	CLEANUP_FREE char *legend = sums_legend(report);
	struct table *table = table_sums(report);
	bool any = table && table->row_count;

	html_put_table(html, table);
	html->failed |= !legend;
	if (any && legend)
		html_put(html, "<p class=\"faint\">", legend, "</p>\n");
}

static void put_agreement(struct html *html, const struct report *report, const char *workload)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };
	const struct agreement *agreement = agreement_find(report, workload);

	if (!agreement)
		return;
	agreement_tell(agreement, &text);
	html->failed |= text_buffer_error(&text) < 0;
	html_put(html, "<p>", text_buffer_get(&text), ".</p>\n");
}

void html_put_response(struct html *html, const struct report *report)
{
	html_put_response_rows(html, report);
	put_sums(html, report);
	for (size_t i = 0; i < report->response_count; i++) {
		html_put_table(html, table_response(&report->responses[i]));
		html_put_table(html, table_predictions(report, report->responses[i].workload));
		put_agreement(html, report, report->responses[i].workload);
	}
}
