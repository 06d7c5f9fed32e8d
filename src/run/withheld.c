// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/withheld.h"

#include <stdio.h>

void withheld_add(struct withheld_windows *withheld, const char *by)
{
	withheld->left_out++;
	snprintf(withheld->by, sizeof(withheld->by), "%s", by);
}

struct withheld_windows withheld_sum(const struct withheld_windows *list, size_t count)
{
	struct withheld_windows sum = {};

	for (size_t i = 0; i < count; i++) {
		sum.stored += list[i].stored;
		if (!list[i].left_out)
			continue;
		sum.left_out += list[i].left_out;
		snprintf(sum.by, sizeof(sum.by), "%s", list[i].by);
	}
	return sum;
}

void withheld_reason(const struct withheld_windows *withheld, char *reason, size_t size)
{
	*reason = '\0';
	if (withheld->left_out && !withheld->stored)
		snprintf(reason, size,
			 "in each of its windows BPF statistics were on all the same, by %s",
			 withheld->by);
}
