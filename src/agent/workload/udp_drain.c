// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * udp-drain: the direct cost on the real receive path.  One thread queues a batch of datagrams on
 * its own socket, then times as many receives; nothing sleeps, nothing is batched by the kernel,
 * nothing else runs.  The figure of a window is the median over its batches, which a timer
 * interrupt or a stolen slice does not move.  Where instructions are counted, batches that met an
 * interrupt or another task are left out altogether, and the others are expected to be the same
 * number.
 */
#include "agent/cpu.h"
#include "agent/test_run.h"
#include "agent/workload/udp_queue.h"
#include "agent/workload/udp_record.h"
#include "agent/workload/workload.h"
#include "common/cleanup.h"

#include <errno.h>
#include <math.h>
#include <sched.h>
#include <stdbool.h>

/*
 * So few that most batches meet no tick of the host, whatever the program takes: of 20 receives
 * with a delay of 15 us each most met one, and 5 to 12 % too much came back; of 100 whole windows
 * fell into step with the host's tick (docs/kernel-notes.md).  Even, for two receivers take turns.
 */
#define BATCH 6
/*
 * Of exact batches each has to meet the same steps of the allocator: it gives back a slab of socket
 * buffers every 16 receives (256 bytes in a page), so that batches of 100 differ by up to seven
 * instructions.  Three times 32, for kernels with slabs of two pages.
 */
#define BATCH_EXACT 96
/*
 * So many exact batches are one chunk: they come in turns.  Where receives meet a slab's pages is
 * another from batch to batch: of four of arm64's 7.3, and of two of 5.10, each comes again
 * (docs/kernel-notes.md).  Any four in a row are alike, wherever they begin.
 */
#define BATCHES_EXACT 4
#define CHUNKS_MAX 65536
#define CLOCK_RESOLUTION_NS 2 /* two readings of whole nanoseconds */
/* That are watched rather than timed, so many at a time; a batch that had to wait is run again. */
#define WATCHED 96
#define WATCHED_MOST (8 * WATCHED)

struct udp_drain {
	struct udp_queue queue;
	bool exact; /* nanoseconds are instructions */
	unsigned int batch;
	unsigned int chunk_batches; /* so many are a chunk */
	uint64_t operations;
	struct {
		uint64_t elapsed_ns;
		unsigned int batches;
	} begun;	/* the chunk that is not whole yet */
	double *chunks; /* nanoseconds per receive */
	size_t chunk_count, disturbed_count;
	unsigned int path_turn; /* udp_record.h */
	cpu_set_t cpus_before;	/* of the agent, which is the receiver here */
};

static int start(struct workload *workload, const json_t *settings, struct error *err)
{
	struct udp_drain *drain = calloc(1, sizeof(*drain));
	const char *family = json_string_value(json_object_get(settings, "server-family"));
	int opened;

	if (!drain)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	workload->state = drain;
	drain->exact = json_is_true(json_object_get(settings, "exact"));
	drain->batch = drain->exact ? BATCH_EXACT : BATCH;
	drain->chunk_batches = drain->exact ? BATCHES_EXACT : 1;
	drain->chunks = malloc(CHUNKS_MAX * sizeof(*drain->chunks));
	sched_getaffinity(0, sizeof(drain->cpus_before), &drain->cpus_before);
	cpu_pin(workload->placement.server);
	opened = udp_queue_open(&drain->queue, family ? family : "inet",
				(size_t)json_integer_value(json_object_get(settings, "length")));
	if (!opened && !drain->chunks)
		opened = -ENOMEM;
	if (opened < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -opened, "no UDP sockets on loopback");
	return 0;
}

static unsigned int chunk_receives(const struct udp_drain *drain)
{
	return drain->batch * drain->chunk_batches;
}

static void chunk_begin(struct udp_drain *drain)
{
	drain->begun.elapsed_ns = 0;
	drain->begun.batches = 0;
}

static void chunk_keep(struct udp_drain *drain)
{
	if (drain->chunk_count < CHUNKS_MAX)
		drain->chunks[drain->chunk_count++] =
		    (double)drain->begun.elapsed_ns / chunk_receives(drain);
	chunk_begin(drain);
}

/* A chunk's batches follow each other: one that was disturbed ends it. */
static void batch_keep(struct udp_drain *drain, const struct trigger_pass *pass)
{
	if (drain->exact && pass->disturbed) {
		drain->disturbed_count++;
		chunk_begin(drain);
		return;
	}
	drain->begun.elapsed_ns += pass->elapsed_ns;
	if (++drain->begun.batches == drain->chunk_batches)
		chunk_keep(drain);
}

static int batch_run(struct udp_drain *drain, struct interruptions *interruptions)
{
	struct trigger_pass pass = {};
	int done = udp_queue_add(&drain->queue, drain->batch);

	interruptions_begin(interruptions);
	if (!done)
		done = udp_queue_drain(&drain->queue, drain->batch, &pass);
	if (interruptions_end(interruptions, NULL))
		pass.disturbed = true;
	if (done < 0)
		return done;
	drain->operations += drain->batch;
	batch_keep(drain, &pass);
	return 0;
}

static size_t chunks_near(const struct udp_drain *drain, double centre)
{
	size_t near = 0;

	for (size_t i = 0; i < drain->chunk_count; i++)
		near +=
		    fabs(drain->chunks[i] - centre) * chunk_receives(drain) <= CLOCK_RESOLUTION_NS;
	return near;
}

static void window_put(struct udp_drain *drain, struct counters *counters)
{
	double median = passes_median(drain->chunks, drain->chunk_count);

	counters->value[COUNTER_operation_ns] = median;
	if (!drain->exact)
		return;
	counters->value[COUNTER_chunks] = (double)drain->chunk_count;
	counters->value[COUNTER_chunks_agreeing] = (double)chunks_near(drain, median);
	counters->value[COUNTER_chunks_disturbed] = (double)drain->disturbed_count;
}

static int run(struct workload *workload, uint64_t length_ns, struct counters *ret_counters,
	       struct error *err)
{
	struct udp_drain *drain = workload->state;
	uint64_t end_ns = clock_monotonic_ns() + length_ns;
	int done = 0;

	drain->chunk_count = drain->disturbed_count = 0;
	chunk_begin(drain);
	do
		done = batch_run(drain, workload->interruptions);
	while (!done && clock_monotonic_ns() < end_ns);
	if (done < 0)
		return error_errno(err, ERROR_RESULT, -done, "udp-drain could not %s",
				   done == -EAGAIN ? "receive what it had sent" : "send");
	if (ret_counters)
		window_put(drain, ret_counters);
	return 0;
}

/* What was put off to the loopback's thread happens within a receive, and not while sending. */
static int batch_watch(struct udp_drain *drain, const struct timed_watch *watch, bool *ret_holds)
{
	uint64_t waited = drain->queue.waited;
	struct trigger_pass pass;
	int done = udp_queue_add(&drain->queue, drain->batch);

	if (!done)
		done = watch->begin(watch->context);
	if (!done)
		done = udp_queue_drain(&drain->queue, drain->batch, &pass);
	if (!done)
		done = watch->end(watch->context, drain->queue.waited == waited);
	drain->operations += drain->batch;
	*ret_holds = drain->queue.waited == waited;
	return done;
}

static int watch_timed(struct workload *workload, const struct timed_watch *watch,
		       uint64_t *ret_operations, struct error *err)
{
	struct udp_drain *drain = workload->state;
	uint64_t held = 0;
	bool holds;
	int done = 0;

	for (uint64_t ran = 0; held < WATCHED && ran < WATCHED_MOST && !done; ran += drain->batch) {
		done = batch_watch(drain, watch, &holds);
		held += holds ? drain->batch : 0;
	}
	if (done < 0)
		return error_errno(err, ERROR_RESULT, -done, "udp-drain could not be watched");
	*ret_operations = held;
	return 0;
}

static int record(struct workload *workload, struct recorded_passes *passes,
		  const struct recorded_pass *like, struct error *err)
{
	struct udp_drain *drain = workload->state;
	struct udp_record recorded = { .queue = &drain->queue,
				       .interruptions = workload->interruptions,
				       .batch = drain->batch,
				       .batches = drain->chunk_batches,
				       .path_turn = drain->path_turn };
	int done = udp_record_passes(&recorded, passes, like, err);

	drain->path_turn = recorded.path_turn;
	drain->operations += recorded.operations;
	return done;
}

static int read_totals(struct workload *workload, struct counters *ret_totals, struct error *err)
{
	struct udp_drain *drain = workload->state;

	(void)err;
	ret_totals->value[COUNTER_operations] = (double)drain->operations;
	ret_totals->value[COUNTER_received_bytes] =
	    (double)drain->operations * (double)drain->queue.datagram_bytes;
	return 0;
}

/* Between two runs there is nothing that could run. */
static int stand_still(struct workload *workload, struct error *err)
{
	(void)workload;
	(void)err;
	return 0;
}

static void stop(struct workload *workload)
{
	struct udp_drain *drain = workload->state;

	udp_queue_close(&drain->queue);
	sched_setaffinity(0, sizeof(drain->cpus_before), &drain->cpus_before);
	free(drain->chunks);
	free(drain);
}

const struct workload_ops workload_udp_drain = {
	.start = start,
	.freeze = stand_still,
	.thaw = stand_still,
	.run = run,
	.read = read_totals,
	.stop = stop,
	.watch_timed = watch_timed,
	.record = record,
};
