// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/workload/udp_record.h"
#include "agent/arch/arch.h"

/*
 * Of receives whose path is kept: one, as where its buffer lies in a slab is two instructions, and
 * a slab that is given back many.  It is another of those that are queued each time: some of so
 * many are of the usual kind.
 */
#define PATH_BATCH 1
#define PATH_QUEUED 8
#define PATH_PASSES PATH_QUEUED
#define WARM_UP_CHUNKS 2

/* Of what is queued, between marks; begin and end are of the window's. */
static int marked_drain(struct udp_record *record, unsigned int count, enum recording_mark begin,
			enum recording_mark end, struct trigger_pass *sum)
{
	uint64_t waited = record->queue->waited;
	struct trigger_pass pass = {};
	int done;

	interruptions_begin(record->interruptions);
	arch_ops.recording_mark(begin);
	done = udp_queue_drain(record->queue, count, &pass);
	arch_ops.recording_mark(end);
	if (interruptions_end(record->interruptions, NULL) || pass.disturbed ||
	    record->queue->waited != waited)
		sum->disturbed = true;
	sum->elapsed_ns += pass.elapsed_ns;
	record->operations += count;
	return done;
}

static int window_record(struct udp_record *record, struct trigger_pass *sum)
{
	int done = 0;

	for (unsigned int i = 0; i < record->batches && !done; i++) {
		done = udp_queue_add(record->queue, record->batch);
		if (!done)
			done = marked_drain(
			    record, record->batch, i ? RECORDING_MARK_GO_ON : RECORDING_MARK_WINDOW,
			    i + 1 < record->batches ? RECORDING_MARK_PAUSE : RECORDING_MARK_END,
			    sum);
	}
	return done;
}

static int unmarked_drain(struct udp_record *record, unsigned int count)
{
	struct trigger_pass ignored;

	record->operations += count;
	return count ? udp_queue_drain(record->queue, count, &ignored) : 0;
}

/* One receive of several that are queued. */
static int path_record(struct udp_record *record, struct trigger_pass *sum)
{
	unsigned int before = record->path_turn++ % PATH_QUEUED;
	int done = udp_queue_add(record->queue, PATH_QUEUED);

	if (!done)
		done = unmarked_drain(record, before);
	if (!done)
		done =
		    marked_drain(record, PATH_BATCH, RECORDING_MARK_PATH, RECORDING_MARK_END, sum);
	return done ? done : unmarked_drain(record, PATH_QUEUED - PATH_BATCH - before);
}

static int failed(int done, struct error *err)
{
	return done < 0 ? error_errno(err, ERROR_RESULT, -done, "udp-drain could not be recorded")
			: 0;
}

static int pass_record(void *context, struct recorded_pass *pass, struct error *err)
{
	struct udp_record *record = context;

	pass->pass = (struct trigger_pass){};
	return failed((pass->path ? path_record : window_record)(record, &pass->pass), err);
}

static int warm_up(void *context, uint64_t events, struct error *err)
{
	struct udp_record *record = context;
	int done = 0;

	for (uint64_t i = 0; i < WARM_UP_CHUNKS * events && !done; i += record->batch) {
		done = udp_queue_add(record->queue, record->batch);
		if (!done)
			done = unmarked_drain(record, record->batch);
	}
	return failed(done, err);
}

int udp_record_passes(struct udp_record *record, struct recorded_passes *passes,
		      const struct recorded_pass *like, struct error *err)
{
	const struct recorded_runner runner = { warm_up, pass_record, record, PATH_BATCH,
						PATH_PASSES };
	struct recorded_pass counted = *like;

	counted.events = record->batch * record->batches;
	return recorded_passes_add(passes, &counted, &runner, err);
}
