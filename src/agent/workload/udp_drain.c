// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * udp-drain: the direct cost on the real receive path.  One thread queues a batch of datagrams on
 * its own socket, then times as many receives; nothing sleeps, nothing is batched by the kernel,
 * nothing else runs.  The figure of a window is the median over its batches, which a timer
 * interrupt or a stolen slice does not move.  Where instructions are counted, batches that met a
 * timer interrupt are left out altogether, and the others are expected to be the same number.
 */
#include "agent/trigger/user_loop.h"
#include "agent/workload/workload.h"
#include "common/cleanup.h"

#include <arpa/inet.h>
#include <errno.h>
#include <math.h>
#include <poll.h>
#include <sched.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>

/*
 * So few that a batch is shorter than a tick of the host is far from the next: with 100 a batch and
 * its sending took about a millisecond, a host that ticks as often fell into step with it, and
 * whole windows read 250 ns too much, or not (docs/method.md).
 */
#define BATCH 20
/*
 * Of exact batches each has to meet the same steps of the allocator: it gives back a slab of socket
 * buffers every 16 receives (256 bytes in a page), so that batches of 100 differ by up to seven
 * instructions.  Three times 32, for kernels with slabs of two pages.
 */
#define BATCH_EXACT 96
#define CHUNKS_MAX 65536
#define CLOCK_RESOLUTION_NS 2 /* two readings of whole nanoseconds */
#define DATAGRAM_PATIENCE_MS 5000

struct udp_drain {
	int receiver, sender;
	size_t datagram_bytes;
	char payload[65507];
	bool exact; /* nanoseconds are instructions */
	unsigned int batch;
	uint64_t operations;
	float *chunks; /* nanoseconds per receive */
	size_t chunk_count, disturbed_count;
	cpu_set_t cpus_before; /* of the agent, which is the receiver here */
};

static int sockets_open(struct udp_drain *drain, bool any_family)
{
	struct sockaddr_in6 any = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_ANY_INIT };
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct sockaddr_storage bound;
	socklen_t length = sizeof(bound);
	int family = any_family ? AF_INET6 : AF_INET;

	drain->receiver = socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	drain->sender = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (drain->receiver < 0 || drain->sender < 0)
		return -errno;
	if (any_family ? bind(drain->receiver, (struct sockaddr *)&any, sizeof(any))
		       : bind(drain->receiver, (struct sockaddr *)&address, sizeof(address)))
		return -errno;
	if (getsockname(drain->receiver, (struct sockaddr *)&bound, &length) < 0)
		return -errno;
	address.sin_port = any_family ? ((struct sockaddr_in6 *)&bound)->sin6_port
				      : ((struct sockaddr_in *)&bound)->sin_port;
	return connect(drain->sender, (struct sockaddr *)&address, sizeof(address)) ? -errno : 0;
}

static int start(struct workload *workload, const json_t *settings, struct error *err)
{
	struct udp_drain *drain = calloc(1, sizeof(*drain));
	const char *family = json_string_value(json_object_get(settings, "server-family"));
	int opened;

	if (!drain)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	drain->receiver = drain->sender = -1;
	workload->state = drain;
	drain->datagram_bytes = (size_t)json_integer_value(json_object_get(settings, "length"));
	if (!drain->datagram_bytes || drain->datagram_bytes > sizeof(drain->payload))
		drain->datagram_bytes = 64;
	drain->exact = json_is_true(json_object_get(settings, "exact"));
	drain->batch = drain->exact ? BATCH_EXACT : BATCH;
	drain->chunks = malloc(CHUNKS_MAX * sizeof(*drain->chunks));
	sched_getaffinity(0, sizeof(drain->cpus_before), &drain->cpus_before);
	cpu_pin(workload->placement.server);
	opened = drain->chunks ? sockets_open(drain, family && !strcmp(family, "any")) : -ENOMEM;
	if (opened < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -opened, "no UDP sockets on loopback");
	return 0;
}

static int queue_fill(struct udp_drain *drain)
{
	for (unsigned int i = 0; i < drain->batch; i++)
		if (send(drain->sender, drain->payload, drain->datagram_bytes, 0) < 0)
			return -errno;
	return 0;
}

/*
 * The loopback's softirq was put off to its thread, as happens on a machine under load: sleep until
 * that has run.  Yielding would not do, the scheduler may give the CPU straight back.
 */
static int datagram_wait(const struct udp_drain *drain)
{
	struct pollfd waiting = { .fd = drain->receiver, .events = POLLIN };
	int ready = poll(&waiting, 1, DATAGRAM_PATIENCE_MS);

	return ready > 0 ? 0 : ready < 0 ? -errno : -EAGAIN;
}

/* The clock is read outside the loop; the loop is the same whatever is attached. */
static int queue_drain(struct udp_drain *drain, struct trigger_pass *ret_pass)
{
	struct user_loop loop;

	user_loop_begin(&loop);
	for (unsigned int i = 0; i < drain->batch; i++)
		while (recv(drain->receiver, drain->payload, sizeof(drain->payload), MSG_DONTWAIT) <
		       0) {
			int waited = errno == EAGAIN ? datagram_wait(drain) : -errno;

			if (waited < 0)
				return waited;
		}
	user_loop_end(&loop, ret_pass);
	return 0;
}

static void chunk_keep(struct udp_drain *drain, const struct trigger_pass *pass)
{
	if (drain->exact && pass->disturbed)
		drain->disturbed_count++;
	else if (drain->chunk_count < CHUNKS_MAX)
		drain->chunks[drain->chunk_count++] = (float)pass->elapsed_ns / (float)drain->batch;
}

static int chunk_run(struct udp_drain *drain)
{
	struct trigger_pass pass = {};
	int done = queue_fill(drain);

	if (!done)
		done = queue_drain(drain, &pass);
	if (done < 0)
		return done;
	drain->operations += drain->batch;
	chunk_keep(drain, &pass);
	return 0;
}

static int float_compare(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

static double chunks_median(struct udp_drain *drain)
{
	size_t n = drain->chunk_count;

	if (!n)
		return NAN;
	qsort(drain->chunks, n, sizeof(*drain->chunks), float_compare);
	return ((double)drain->chunks[(n - 1) / 2] + (double)drain->chunks[n / 2]) / 2;
}

static size_t chunks_near(const struct udp_drain *drain, double centre)
{
	size_t near = 0;

	for (size_t i = 0; i < drain->chunk_count; i++)
		near +=
		    fabs((double)drain->chunks[i] - centre) * drain->batch <= CLOCK_RESOLUTION_NS;
	return near;
}

static void window_put(struct udp_drain *drain, struct counters *counters)
{
	double median = chunks_median(drain);

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
	do
		done = chunk_run(drain);
	while (!done && clock_monotonic_ns() < end_ns);
	if (done < 0)
		return error_errno(err, ERROR_RESULT, -done, "udp-drain could not %s",
				   done == -EAGAIN ? "receive what it had sent" : "send");
	if (ret_counters)
		window_put(drain, ret_counters);
	return 0;
}

static int read_totals(struct workload *workload, struct counters *ret_totals, struct error *err)
{
	struct udp_drain *drain = workload->state;

	(void)err;
	ret_totals->value[COUNTER_operations] = (double)drain->operations;
	ret_totals->value[COUNTER_received_bytes] =
	    (double)drain->operations * (double)drain->datagram_bytes;
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

	if (drain->receiver >= 0)
		close(drain->receiver);
	if (drain->sender >= 0)
		close(drain->sender);
	sched_setaffinity(0, sizeof(drain->cpus_before), &drain->cpus_before);
	free(drain->chunks);
	free(drain);
}

const struct workload_ops workload_udp_drain = {
	.name = "udp-drain",
	.start = start,
	.freeze = stand_still,
	.thaw = stand_still,
	.run = run,
	.read = read_totals,
	.stop = stop,
};
