// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/window.h"
#include "agent/hits_inside.h"
#include "agent/proc_text.h"
#include "agent/sysfile.h"
#include "common/cleanup.h"
#include "protocol/messages.h"

#include <math.h>
#include <string.h>

static double steal_read_ns(void)
{
	CLEANUP_FREE char *text = sysfile_read("/proc/stat");
	uint64_t ticks;

	if (proc_steal_ticks(text, &ticks) < 0)
		return NAN;
	return (double)ticks * 1e9 / (double)sysconf(_SC_CLK_TCK);
}

int window_totals(struct workload *workload, struct counters *ret_totals, struct error *err)
{
	int got;

	counters_clear(ret_totals);
	got = workload->ops->read(workload, ret_totals, err);
	ret_totals->value[COUNTER_steal_ns] = steal_read_ns();
	return got;
}

/* NaN on either side stays NaN: absent. */
static void counters_subtract(struct counters *later, const struct counters *earlier)
{
	for (int i = 0; i < COUNTER_COUNT; i++)
		later->value[i] -= earlier->value[i];
}

/* What only the workload itself could know. */
static void counters_put(struct counters *counters, const struct counters *inside)
{
	for (int i = 0; i < COUNTER_COUNT; i++)
		if (!isnan(inside->value[i]))
			counters->value[i] = inside->value[i];
}

/* The clock is read behind either reading of the totals, so that what these take cancels out. */
static int measure(struct workload *workload, uint64_t length_ns, struct counters *ret_counters,
		   struct error *err)
{
	struct counters begun, ended, inside;
	int done = window_totals(workload, &begun, err);
	uint64_t begun_ns = clock_monotonic_ns();

	counters_clear(&inside);
	if (!done)
		done = workload->ops->run(workload, length_ns, &inside, err);
	if (!done)
		done = window_totals(workload, &ended, err);
	if (done)
		return done;
	ended.value[COUNTER_length_ns] = (double)(clock_monotonic_ns() - begun_ns);
	begun.value[COUNTER_length_ns] = 0;
	counters_subtract(&ended, &begun);
	counters_put(&ended, &inside);
	*ret_counters = ended;
	return 0;
}

static int flow(struct workload *workload, const struct window_request *request,
		struct channel *channel, struct counters *ret_counters, struct error *err)
{
	struct error ignored;
	int done = workload->ops->thaw(workload, err);
	int frozen;

	if (!done)
		done = workload->ops->run(workload, request->settle_ns, NULL, err);
	if (!done)
		done = channel_send(channel, event_measuring());
	if (!done)
		done = measure(workload, request->length_ns, ret_counters, err);
	frozen = workload->ops->freeze(workload, done ? &ignored : err);
	return done ? done : frozen;
}

/* From standstill to standstill the workload's own count and the program's must be the same. */
static int hits_count(struct workload *workload, const struct attachment *attachment,
		      const struct program_statistics *before, const struct counters *at_start,
		      struct counters *counters, struct error *err)
{
	struct program_statistics after;
	struct counters at_end;
	int done = window_totals(workload, &at_end, err);

	if (!done)
		done = attachment_statistics(attachment, &after);
	if (done)
		return done;
	counters->value[COUNTER_hits] = (double)(after.hits - before->hits);
	counters->value[COUNTER_misses] = after.misses - before->misses;
	counters->value[COUNTER_run_time_ns] = (double)(after.run_time_ns - before->run_time_ns);
	counters->value[COUNTER_hit_operations] =
	    at_end.value[COUNTER_operations] - at_start->value[COUNTER_operations];
	return 0;
}

int window_run(struct workload *workload, const struct attachment *attachment,
	       const struct window_request *request, struct channel *channel,
	       struct counters *ret_counters, struct error *err)
{
	struct program_statistics before = {};
	struct counters counters, at_start;
	bool counted = attachment && request->statistics;
	int done = window_totals(workload, &at_start, err);

	if (!done && counted)
		done = attachment_statistics(attachment, &before);
	if (!done)
		done = flow(workload, request, channel, &counters, err);
	if (!done && counted)
		done = hits_count(workload, attachment, &before, &at_start, &counters, err);
	if (!done && counted)
		done = hits_inside_count(workload, attachment, &counters, err);
	if (done < 0)
		return done;
	*ret_counters = counters;
	return 0;
}
