// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/withheld.h"

#include <stdio.h>
#include <string.h>
#include "common/file.h"

const char *withheld_word(enum withheld why)
{
	return why == NOT_WITHHELD ? "" : why == WITHHELD_OUTSIDE ? "outside" : "withheld";
}

char *withheld_words(const struct report_result *result, enum metric metric)
{
	const struct interval *differ = &result->baselines_differ[metric];

	if (result->withheld[metric] == NOT_WITHHELD)
		return strdup("");
	if (result->withheld[metric] == WITHHELD_OUTSIDE)
		return strdup("outside: the program does not run within what is timed");
	return file_path("withheld: the two baselines differ by %+.3g %% [%.3g, %.3g]",
			 differ->estimate, differ->low, differ->high);
}
