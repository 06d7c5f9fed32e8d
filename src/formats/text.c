// SPDX-License-Identifier: GPL-2.0-or-later
/* The report for a terminal: the page that sums a run up, and the original's tables below it. */
#include "formats/formats.h"

#include <errno.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "estimate/micro_rows.h"
#include "formats/text_full.h"
#include "formats/text_tables.h"
#include "words/front_limits.h"
#include "words/front_page.h"
#include "words/original_tables.h"
#include "words/phrases.h"
#include "words/sentences.h"
#include "words/tables.h"
#include "words/terminal.h"

/* What a run has that is no study: known delays alone, or an event at scale. */
static int put_instead(const struct report *report, FILE *out, const struct report_options *options)
{
	if (report_has_programs(report) && report_micro_workloads(report))
		putc('\n', out);
	if (report_has_programs(report))
		return report_micro_workloads(report) ? text_put_micro_more(report, out, options)
						      : 0;
	if (report->response_count)
		putc('\n', out);
	return text_put_responses(report, out, options);
}

static int put_missing(const struct report *report, const char *workload, FILE *out,
		       const struct report_options *options)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	original_tell_missing(report, workload, &text);
	return text_buffer_error(&text) < 0
		   ? -ENOMEM
		   : terminal_put_text(out, options, "", "  ", text_buffer_get(&text));
}

/* The original's two, of the first workload that traffic flows in; or what there is instead. */
static int put_originals(const struct run_report *run, FILE *out,
			 const struct report_options *options)
{
	const struct report *report = front_only_traffic(run);
	const char *workload = report ? traffic_workload(report, 0) : NULL;

	if (!report)
		return run_report_has_cells(run) ? 0 : put_instead(run->reports[0], out, options);
	putc('\n', out);
	return original_has_figures(report, workload)
		   ? text_put_original(report, workload, out, options)
		   : put_missing(report, workload, out, options);
}

int text_print(const struct run_report *run, FILE *out, const struct report_options *options)
{
	int code;

	if (options->full)
		return text_put_full(run, out, options);
	code = front_page_print(run, out, options);
	return code < 0 ? code : put_originals(run, out, options);
}
