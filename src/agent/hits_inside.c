// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/hits_inside.h"

struct inside {
	const struct attachment *attachment;
	uint64_t at_begin;
	int64_t hits; /* below 0: others hit the hook more often while nothing was timed */
};

static int hits_read(const struct inside *inside, uint64_t *ret_hits)
{
	struct program_statistics statistics;
	int read = attachment_statistics(inside->attachment, &statistics);

	if (!read)
		*ret_hits = statistics.hits;
	return read;
}

static int begin(void *context)
{
	struct inside *inside = context;

	return hits_read(inside, &inside->at_begin);
}

/* Two readings with nothing between them say what reading itself hits: its system call may. */
static int end(void *context, bool holds)
{
	struct inside *inside = context;
	uint64_t at_end, again;
	int read = hits_read(inside, &at_end);

	if (!read)
		read = hits_read(inside, &again);
	if (!read && holds)
		inside->hits += (int64_t)(at_end - inside->at_begin) - (int64_t)(again - at_end);
	return read;
}

int hits_inside_count(struct workload *workload, const struct attachment *attachment,
		      struct counters *counters, struct error *err)
{
	struct inside inside = { .attachment = attachment };
	const struct timed_watch watch = { begin, end, &inside };
	uint64_t operations;
	int done;

	if (!workload->ops->watch_timed)
		return 0;
	done = workload->ops->watch_timed(workload, &watch, &operations, err);
	if (done < 0 || !operations)
		return done;
	counters->value[COUNTER_hits_inside] = inside.hits > 0 ? (double)inside.hits : 0;
	counters->value[COUNTER_inside_operations] = (double)operations;
	return 0;
}
