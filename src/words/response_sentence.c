// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/response_sentence.h"

#include <math.h>
#include "estimate/responses.h"
#include "protocol/workloads.h"

/* "3.1 us [2.4, 4.0]"; an end that is not known is left open. */
static void tell_saturation(const struct interval *at_ns, struct text_buffer *text)
{
	text_buffer_add(text, "%.1f us", at_ns->estimate / 1e3);
	if (isfinite(at_ns->low) && isfinite(at_ns->high))
		text_buffer_add(text, " [%.1f, %.1f]", at_ns->low / 1e3, at_ns->high / 1e3);
	else if (isfinite(at_ns->low))
		text_buffer_add(text, " [%.1f, beyond the longest delay]", at_ns->low / 1e3);
}

/* "+3.1 % [2.0, 4.2]" */
static void tell_rise(const struct report_response_point *top, struct text_buffer *text)
{
	const struct interval *rise = &top->result->effects[METRIC_RATE_PPS].percent;

	text_buffer_add(text, "%+.1f %%", rise->estimate);
	if (isfinite(rise->low) && isfinite(rise->high))
		text_buffer_add(text, " [%.1f, %.1f]", rise->low, rise->high);
	else
		text_buffer_add(text, ", without an interval");
}

static void tell_top(const struct report_response *response, struct text_buffer *text)
{
	const struct report_response_point *top = &response->points[response->top];

	if (!report_response_has_top(response))
		return;
	if (top->result->role == ROLE_BASELINE) {
		text_buffer_add(text, ", which is highest without a delay");
	} else {
		text_buffer_add(text, ", which is highest at %s (", top->result->configuration);
		tell_rise(top, text);
		text_buffer_add(text, ")");
	}
}

static void tell_unsaturated(const struct report_response *response, double busy_percent,
			     struct text_buffer *text)
{
	const struct operation_words *words = workload_words(response->workload);

	text_buffer_add(text,
			"%s: its receiver idles now (busy %.1f %%) and saturates at a cost of ",
			response->workload, busy_percent);
	tell_saturation(&response->saturation_ns, text);
	text_buffer_add(text, " %s %s; until then cost is not seen in throughput", words->article,
			words->one);
	tell_top(response, text);
}

void response_tell(const struct report_response *response, struct text_buffer *text)
{
	double busy_percent = 100 * response->busy.estimate;

	if (!response->saturation_by)
		text_buffer_add(
		    text,
		    "%s: its receiver is busy %.1f %% of the time and idles even at the "
		    "longest delay; longer ones would show where it saturates",
		    response->workload, busy_percent);
	else if (response->saturation_ns.estimate > 0)
		tell_unsaturated(response, busy_percent, text);
	else
		text_buffer_add(
		    text,
		    "%s: its receiver is saturated (busy %.1f %%): each nanosecond more "
		    "is one less for %s, and throughput shows it",
		    response->workload, busy_percent, workload_words(response->workload)->many);
}

static void tell_top_briefly(const struct report_response *response, struct text_buffer *text)
{
	const struct report_response_point *top = &response->points[response->top];

	if (report_response_has_top(response) && top->result->role != ROLE_BASELINE) {
		text_buffer_add(text, "; best: %s, ", top->result->configuration);
		tell_rise(top, text);
	} else if (report_response_has_top(response)) {
		text_buffer_add(text, "; best without a delay");
	}
}

void response_tell_briefly(const struct report_response *response, struct text_buffer *text)
{
	text_buffer_add(text, "busy %.1f %%", 100 * response->busy.estimate);
	if (!response->saturation_by) {
		text_buffer_add(text, ", idles even at the longest delay");
	} else if (response->saturation_ns.estimate > 0) {
		text_buffer_add(text, ", saturates at ");
		tell_saturation(&response->saturation_ns, text);
		text_buffer_add(text, " more %s %s", workload_words(response->workload)->article,
				workload_words(response->workload)->one);
	} else {
		text_buffer_add(text, ", saturated: each ns more costs %s",
				workload_words(response->workload)->many);
		return;
	}
	tell_top_briefly(response, text);
}
