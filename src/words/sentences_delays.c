// SPDX-License-Identifier: GPL-2.0-or-later
/* Whether known delays come back. */
#include "words/workload_sentences.h"

#include <math.h>

int say_delays_returned(struct sentences *to, const struct report_workload *workload)
{
	const struct estimate *slope = &to->report->delays_returned;

	if (workload_kind_of(workload->name) != WORKLOAD_DIRECT || !slope->n ||
	    isnan(slope->interval.low))
		return 0;
	return say(to,
		   "%s: of each nanosecond of a known delay %.3f [%.3f, %.3f] come back, in %zu "
		   "blocks; 1 is right.",
		   workload->name, slope->interval.estimate, slope->interval.low,
		   slope->interval.high, slope->n);
}
