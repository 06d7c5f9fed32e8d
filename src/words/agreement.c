// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/agreement.h"

#include <math.h>

/* "p .003": no probability needs its 0, and none is nothing. */
static void tell_p(double p, struct text_buffer *text)
{
	double rounded = p < .1 ? round(p * 1e3) / 1e3 : round(p * 1e2) / 1e2;

	if (p < .0005)
		text_buffer_add(text, "p below .001");
	else if (rounded >= 1)
		text_buffer_add(text, "p 1");
	else
		text_buffer_add(text, "p .%0*.0f", p < .1 ? 3 : 2, rounded * (p < .1 ? 1e3 : 1e2));
}

static void tell_rows(const struct agreement *agreement, struct text_buffer *text)
{
	size_t agreeing = agreement->rows - agreement->disagreeing;

	if (agreement->rows == 1)
		return;
	text_buffer_add(text, "; by themselves %zu of %zu do", agreeing, agreement->rows);
}

void agreement_tell(const struct agreement *agreement, struct text_buffer *text)
{
	const struct interval *by = &agreement->difference;
	bool below = by->estimate < 0;

	text_buffer_add(text,
			"together: measured lies %.1f points [%.1f, %.1f] %s what the curve "
			"predicts (",
			fabs(by->estimate), below ? -by->high : by->low,
			below ? -by->low : by->high, below ? "below" : "above");
	tell_p(agreement->p, text);
	text_buffer_add(text, "): %s",
			agreement->agrees ? "yes, they agree" : "no, they do not agree");
	tell_rows(agreement, text);
}
