/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_RESPONSES_H
#define BPFTAX_ESTIMATE_RESPONSES_H

/*
 * What a run with known delays says: how each workload responded, where its receiver saturates, and
 * what that predicts for the programs beside it.
 *
 *	responses_build(report);	// after the results; responses_free() with the report
 *	for (size_t i = 0; i < report->response_count; i++)
 *		use(report->responses[i].points, report->responses[i].saturation_ns);
 *
 * A delay's cost is what udp-drain measured of it, in the same run; where udp-drain was left out
 * or its effects are withheld, the time that was put in, which then has no interval.  Pure.
 */

#include "estimate/types.h"
#include "stats/response.h"

/* "saturated", "unsaturated", or "unknown": the curve never got there. */
const char *report_response_state(const struct report_response *response);

/* Whether any delay has an effect on the rate: where they are withheld there is no top. */
bool report_response_has_top(const struct report_response *response);

/* Whether udp-drain measured the cost of every delay; else some are what was put in. */
bool report_response_costs_measured(const struct report_response *response);

/* What the configuration takes of each operation, by udp-drain; NaN when it was not measured. */
struct interval report_direct_cost_ns(const struct report *report, const char *configuration);

/*
 * The effect on the rate over cost: nothing at no cost, as that is what it is measured against.
 * What predictions are read off.  The caller frees the points; 0 or -ENOMEM.
 */
int report_response_rates(const struct report_response *response, struct response *ret_curve);

/* Fills report->responses and the predictions of the results.  Returns 0 or -ENOMEM. */
int responses_build(struct report *report);
void responses_free(struct report *report);

/* Whether the result is that of a known delay. */
bool report_result_is_delay(const struct report_result *result);

/* The response of a workload, or NULL. */
const struct report_response *report_response_find(const struct report *report,
						   const char *workload);

#endif
