// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/blocks.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include "stats/stopping.h"

/* Whether another block, as long as those before it, would still fit. */
static bool next_fits(const struct blocks_rule *rule, const struct blocks_state *state)
{
	return !rule->budget_ns || !state->done ||
	       state->elapsed_ns + state->elapsed_ns / state->done <= rule->budget_ns;
}

enum blocks_end blocks_decide(const struct blocks_rule *rule, const struct blocks_state *state)
{
	if (rule->precision_percent > 0 && stopping_is_look(state->done) &&
	    state->half_width_percent <= rule->precision_percent)
		return BLOCKS_PRECISE;
	if (rule->planned && state->done >= rule->planned)
		return BLOCKS_ALL;
	return next_fits(rule, state) ? BLOCKS_GO_ON : BLOCKS_BUDGET;
}

static double expected_by_precision(const struct blocks_rule *rule,
				    const struct blocks_state *state)
{
	double ratio = state->half_width_percent / rule->precision_percent;
	double wanted = state->done * ratio * ratio, stride;

	if (!(rule->precision_percent > 0) || !isfinite(ratio))
		return INFINITY;
	stride = (double)stopping_stride((size_t)fmin(wanted, UINT32_MAX));
	return fmax(STOPPING_FIRST_LOOK, stride * ceil(wanted / stride));
}

/* By their number or their precision; infinite: not known. */
static double left_by_number_s(const struct blocks_rule *rule, const struct blocks_state *state)
{
	double number = rule->planned ? (double)rule->planned : INFINITY;
	double gone = state->done + state->part;
	double expected = fmin(number, expected_by_precision(rule, state));

	if (!(gone > 0))
		return INFINITY;
	return fmax(0, expected - gone) * (double)state->elapsed_ns / 1e9 / gone;
}

/* A block that would not end in time is not begun; infinite: there is no budget. */
static double left_by_budget_s(const struct blocks_rule *rule, const struct blocks_state *state)
{
	double elapsed_s = (double)state->elapsed_ns / 1e9,
	       budget_s = (double)rule->budget_ns / 1e9;
	double gone = state->done + state->part;
	double block_s = elapsed_s / gone;

	if (!rule->budget_ns)
		return INFINITY;
	if (!(gone > 0))
		return fmax(0, budget_s - elapsed_s);
	return fmax(floor(budget_s / block_s), ceil(gone)) * block_s - elapsed_s;
}

double blocks_left_s(const struct blocks_rule *rule, const struct blocks_state *state)
{
	double left_s = fmin(left_by_number_s(rule, state), left_by_budget_s(rule, state));

	return isfinite(left_s) ? left_s : NAN;
}

static char *precise_format(char *buffer, size_t size, const struct blocks_rule *rule,
			    unsigned int done, double told_width_percent)
{
	if (isfinite(told_width_percent))
		snprintf(buffer, size,
			 "ended after %u blocks by its precision: no interval is wider than %.2g "
			 "%% either way, where %g %% was wanted.",
			 done, told_width_percent, rule->precision_percent);
	else
		snprintf(buffer, size,
			 "ended after %u blocks by its precision: no effect in it has an interval "
			 "to wait for.",
			 done);
	return buffer;
}

char *blocks_end_format(char *buffer, size_t size, const struct blocks_rule *rule,
			enum blocks_end end, unsigned int done, double told_width_percent)
{
	char reached[80] = "";

	if (end == BLOCKS_PRECISE)
		return precise_format(buffer, size, rule, done, told_width_percent);
	if (rule->precision_percent > 0 && isfinite(told_width_percent))
		snprintf(reached, sizeof(reached),
			 ", with intervals of %.2g %% either way at the last look",
			 told_width_percent);
	snprintf(buffer, size, "ended after %u blocks by %s%s.", done,
		 end == BLOCKS_ALL ? "their number" : "its budget", reached);
	return buffer;
}
