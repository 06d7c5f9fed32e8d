// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/off_watch.h"

/* Not known where nothing is attached, or what is does not answer. */
static bool hits_of(const struct attachment *attachment, uint64_t *ret_hits)
{
	struct program_statistics statistics;

	if (!attachment || attachment_statistics(attachment, &statistics) < 0)
		return false;
	*ret_hits = statistics.hits;
	return true;
}

static bool has_counted(const struct off_watch *watch)
{
	uint64_t hits;

	return watch->hits_known && hits_of(watch->attachment, &hits) && hits != watch->hits;
}

void off_watch_begin(struct off_watch *watch, const struct statistics *statistics,
		     const struct attachment *attachment)
{
	*watch =
	    (struct off_watch){ statistics, attachment, .is_off = !statistics_ours(statistics) };
	if (!watch->is_off)
		return;
	watch->counted = statistics_others_count(statistics) > 0;
	watch->hits_known = hits_of(attachment, &watch->hits);
}

bool off_watch_end(struct off_watch *watch)
{
	return watch->is_off && (watch->counted || has_counted(watch) ||
				 statistics_others_count(watch->statistics) > 0);
}
