// SPDX-License-Identifier: GPL-2.0-or-later
/* Predicted against measured: the response to known delays, and the direct cost two ways. */
#include "report/html_section.h"
#include "report/response_tables.h"

void html_put_response(struct html *html, const struct report *report)
{
	html_put_response_rows(html, report);
	html_put_table(html, table_sums(report));
	for (size_t i = 0; i < report->response_count; i++) {
		html_put_table(html, table_response(&report->responses[i]));
		html_put_table(html, table_predictions(report, report->responses[i].workload));
	}
}
