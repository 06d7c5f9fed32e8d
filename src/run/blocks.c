// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/blocks.h"

#include <math.h>
#include <stdbool.h>
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
	double strides = (state->done * ratio * ratio - STOPPING_FIRST_LOOK) / STOPPING_STRIDE;

	if (!(rule->precision_percent > 0) || !isfinite(ratio))
		return INFINITY;
	return STOPPING_FIRST_LOOK + STOPPING_STRIDE * fmax(0, ceil(strides));
}

double blocks_expected(const struct blocks_rule *rule, const struct blocks_state *state)
{
	double expected = rule->planned ? rule->planned : INFINITY;

	if (!state->done)
		return isfinite(expected) ? expected : 0;
	if (rule->budget_ns)
		expected = fmin(
		    expected, state->done * ((double)rule->budget_ns / (double)state->elapsed_ns));
	expected = fmin(expected, expected_by_precision(rule, state));
	return isfinite(expected) ? fmax(expected, state->done) : 0;
}
