// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/exclusion.h"

#include <math.h>

static const char *const texts[EXCLUSION_REASON_COUNT] = {
	[EXCLUSION_STEAL] = "steal time as a share of the window",
	[EXCLUSION_FOREIGN_CPU] = "CPU time of others as a share of the window",
	[EXCLUSION_MISSES] = "missed hits as a share of all",
	[EXCLUSION_SENDER_LIMIT] = "windows in which the sender was at its limit",
};

const char *exclusion_reason_text(enum exclusion_reason reason)
{
	return texts[reason];
}

static bool exclude_block(const struct covariates *block, const struct covariates *limits,
			  struct exclusion *exclusion)
{
	bool excluded = false;

	for (int reason = 0; reason < EXCLUSION_REASON_COUNT; reason++) {
		exclusion->unknown[reason] += isnan(block->value[reason]) ? 1 : 0;
		if (!(block->value[reason] > limits->value[reason]))
			continue;
		exclusion->by_reason[reason]++;
		excluded = true;
	}
	return excluded;
}

void exclude_blocks(const struct covariates *blocks, size_t count, const struct covariates *limits,
		    bool *ret_excluded, struct exclusion *ret_exclusion)
{
	struct exclusion exclusion = { .blocks = count };

	for (size_t b = 0; b < count; b++) {
		ret_excluded[b] = exclude_block(&blocks[b], limits, &exclusion);
		exclusion.excluded += ret_excluded[b];
	}
	*ret_exclusion = exclusion;
}
