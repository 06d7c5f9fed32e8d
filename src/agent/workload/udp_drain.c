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
#define CHUNKS_MAX 65536
#define CLOCK_RESOLUTION_NS 2 /* two readings of whole nanoseconds */
#define DATAGRAM_PATIENCE_MS 5000
#define PAIRS_MAX 2
/* That are watched rather than timed, so many at a time; a batch that had to wait is run again. */
#define WATCHED 96
#define WATCHED_MOST (8 * WATCHED)

/* Of sockets; the sender's is connected to the receiver's. */
struct pair {
	int receiver, sender;
};

struct udp_drain {
	struct pair pairs[PAIRS_MAX];
	unsigned int last_pair; /* 0, or 1 where two take turns: a mask, the loop is timed */
	size_t datagram_bytes;
	char payload[65507];
	bool exact; /* nanoseconds are instructions */
	unsigned int batch;
	uint64_t operations;
	float *chunks; /* nanoseconds per receive */
	size_t chunk_count, disturbed_count;
	uint64_t waited;       /* for datagrams that a batch had sent */
	cpu_set_t cpus_before; /* of the agent, which is the receiver here */
};

/* What each kind of receiver sees of udp_recvmsg: all datagrams, none (udpv6_recvmsg has them). */
static int receiver_open(bool ipv6)
{
	struct sockaddr_in6 any = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_ANY_INIT };
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(ipv6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int bound = -1;

	if (fd >= 0)
		bound = ipv6 ? bind(fd, (struct sockaddr *)&any, sizeof(any))
			     : bind(fd, (struct sockaddr *)&address, sizeof(address));
	if (fd >= 0 && bound < 0) {
		int failure = errno;

		close(fd);
		return -failure;
	}
	return fd >= 0 ? fd : -errno;
}

/* Always over IPv4: an IPv6 receiver is open to both. */
static int sender_open(int receiver)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct sockaddr_storage bound;
	socklen_t length = sizeof(bound);
	int fd;

	if (getsockname(receiver, (struct sockaddr *)&bound, &length) < 0)
		return -errno;
	address.sin_port = bound.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&bound)->sin6_port
						       : ((struct sockaddr_in *)&bound)->sin_port;
	fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof(address)) < 0) {
		int failure = errno;

		close(fd);
		return -failure;
	}
	return fd >= 0 ? fd : -errno;
}

static int pair_open(struct pair *pair, bool ipv6)
{
	pair->receiver = receiver_open(ipv6);
	if (pair->receiver < 0)
		return pair->receiver;
	pair->sender = sender_open(pair->receiver);
	return pair->sender < 0 ? pair->sender : 0;
}

/* "any" is what iperf3 opens by itself: a receiver of IPv6; "both" is one of each. */
static int sockets_open(struct udp_drain *drain, const char *family)
{
	int opened = pair_open(&drain->pairs[0], !strcmp(family, "any"));

	if (opened < 0 || strcmp(family, "both") != 0)
		return opened;
	drain->last_pair = 1;
	return pair_open(&drain->pairs[1], true);
}

static int start(struct workload *workload, const json_t *settings, struct error *err)
{
	struct udp_drain *drain = calloc(1, sizeof(*drain));
	const char *family = json_string_value(json_object_get(settings, "server-family"));
	int opened;

	if (!drain)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	for (unsigned int i = 0; i < PAIRS_MAX; i++)
		drain->pairs[i] = (struct pair){ -1, -1 };
	workload->state = drain;
	drain->datagram_bytes = (size_t)json_integer_value(json_object_get(settings, "length"));
	if (!drain->datagram_bytes || drain->datagram_bytes > sizeof(drain->payload))
		drain->datagram_bytes = 64;
	drain->exact = json_is_true(json_object_get(settings, "exact"));
	drain->batch = drain->exact ? BATCH_EXACT : BATCH;
	drain->chunks = malloc(CHUNKS_MAX * sizeof(*drain->chunks));
	sched_getaffinity(0, sizeof(drain->cpus_before), &drain->cpus_before);
	cpu_pin(workload->placement.server);
	opened = drain->chunks ? sockets_open(drain, family ? family : "inet") : -ENOMEM;
	if (opened < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -opened, "no UDP sockets on loopback");
	return 0;
}

static int queue_fill(struct udp_drain *drain)
{
	for (unsigned int i = 0; i < drain->batch; i++)
		if (send(drain->pairs[i & drain->last_pair].sender, drain->payload,
			 drain->datagram_bytes, 0) < 0)
			return -errno;
	return 0;
}

/*
 * The loopback's softirq was put off to its thread, as happens on a machine under load: sleep until
 * that has run.  Yielding would not do, the scheduler may give the CPU straight back.
 */
static int datagram_wait(struct udp_drain *drain, int receiver)
{
	struct pollfd waiting = { .fd = receiver, .events = POLLIN };
	int ready = poll(&waiting, 1, DATAGRAM_PATIENCE_MS);

	drain->waited++;
	return ready > 0 ? 0 : ready < 0 ? -errno : -EAGAIN;
}

/* The clock is read outside the loop; the loop is the same whatever is attached. */
static int queue_drain(struct udp_drain *drain, struct trigger_pass *ret_pass)
{
	struct user_loop loop;

	user_loop_begin(&loop);
	for (unsigned int i = 0; i < drain->batch; i++) {
		int receiver = drain->pairs[i & drain->last_pair].receiver;

		while (recv(receiver, drain->payload, sizeof(drain->payload), MSG_DONTWAIT) < 0) {
			int waited = errno == EAGAIN ? datagram_wait(drain, receiver) : -errno;

			if (waited < 0)
				return waited;
		}
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

static int chunk_run(struct udp_drain *drain, struct interruptions *interruptions)
{
	struct trigger_pass pass = {};
	int done = queue_fill(drain);

	interruptions_begin(interruptions);
	if (!done)
		done = queue_drain(drain, &pass);
	if (interruptions_end(interruptions))
		pass.disturbed = true;
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
		done = chunk_run(drain, workload->interruptions);
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
	uint64_t waited = drain->waited;
	struct trigger_pass pass;
	int done = queue_fill(drain);

	if (!done)
		done = watch->begin(watch->context);
	if (!done)
		done = queue_drain(drain, &pass);
	if (!done)
		done = watch->end(watch->context, drain->waited == waited);
	drain->operations += drain->batch;
	*ret_holds = drain->waited == waited;
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

static void pair_close(struct pair *pair)
{
	if (pair->receiver >= 0)
		close(pair->receiver);
	if (pair->sender >= 0)
		close(pair->sender);
}

static void stop(struct workload *workload)
{
	struct udp_drain *drain = workload->state;

	for (unsigned int i = 0; i < PAIRS_MAX; i++)
		pair_close(&drain->pairs[i]);
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
};
