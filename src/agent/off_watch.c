// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/off_watch.h"

static uint64_t hits_of(const struct attachment *attachment)
{
	struct program_statistics statistics;

	return attachment && !attachment_statistics(attachment, &statistics) ? statistics.hits : 0;
}

void off_watch_begin(struct off_watch *watch, const struct statistics *statistics,
		     const struct attachment *attachment)
{
	*watch =
	    (struct off_watch){ statistics, attachment, .is_off = !statistics_ours(statistics) };
	if (!watch->is_off)
		return;
	watch->counted = statistics_others_count(statistics) > 0;
	watch->hits = hits_of(attachment);
}

bool off_watch_end(struct off_watch *watch)
{
	return watch->is_off && (watch->counted || hits_of(watch->attachment) != watch->hits ||
				 statistics_others_count(watch->statistics) > 0);
}
