// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * delays KERNEL AGENT SECONDS: known delays put into a program on udp_recvmsg, changed through its
 * map in random order, in rounds of one attachment each, and what udp-drain makes of them.
 *
 * Prints, for each boot: put in (as calibrated before each window, on average), came back (median
 * of paired differences to the delay 0 of the same round, with its interval), and their ratio.
 */
#include "common/cleanup.h"
#include "run/agent_client.h"
#include "stats/median.h"
#include "study/random.h"
#include "target/target.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define PATIENCE_S 60
#define ROUNDS_MAX 2000
#define WINDOW_NS 60000000

static const unsigned int delays_ns[] = { 0, 36, 158, 343, 731, 1500, 3033 };
#define DELAYS ARRAY_SIZE(delays_ns)

struct bench {
	struct target *target;
	double injected_ns[DELAYS]; /* summed over the rounds */
	double operation_ns[DELAYS];
	double differences[DELAYS][ROUNDS_MAX];
	size_t rounds;
};

static int ask(struct bench *bench, json_t *request, json_t **ret_reply, struct error *err)
{
	return agent_call(bench->target, request, PATIENCE_S, NULL, NULL, ret_reply, err);
}

static int prepare(struct bench *bench, struct error *err)
{
	return ask(bench,
		   request_pack(REQUEST_workload_start, "{s:s s:{s:i}}", "workload", "udp_drain",
				"settings", "length", 64),
		   NULL, err);
}

/* Which calibrates the delay as well. */
static int attach(struct bench *bench, struct error *err)
{
	return ask(bench,
		   request_pack(REQUEST_attach, "{s:s s:s s:s}", "mechanism", "fentry", "program",
				"delay-0ns", "function", "udp_recvmsg"),
		   NULL, err);
}

static int delay_measure(struct bench *bench, size_t index, struct error *err)
{
	json_t *reply;
	int done =
	    ask(bench, request_pack(REQUEST_delay, "{s:i}", "delay_ns", (int)delays_ns[index]),
		&reply, err);

	if (done < 0)
		return done;
	bench->injected_ns[index] += json_number_value(json_object_get(reply, "injected_ns"));
	json_decref(reply);
	done = ask(
	    bench,
	    request_pack(REQUEST_window, "{s:i s:i}", "settle_ns", 5000000, "length_ns", WINDOW_NS),
	    &reply, err);
	if (done < 0)
		return done;
	bench->operation_ns[index] =
	    json_number_value(json_object_get(json_object_get(reply, "counters"), "operation_ns"));
	json_decref(reply);
	return 0;
}

static int round_measure(struct bench *bench, struct random *random, struct error *err)
{
	size_t order[DELAYS];
	int done = attach(bench, err);

	for (size_t i = 0; i < DELAYS; i++)
		order[i] = i;
	random_shuffle(random, order, DELAYS, sizeof(order[0]));
	for (size_t i = 0; i < DELAYS && !done; i++)
		done = delay_measure(bench, order[i], err);
	if (!done)
		done = ask(bench, request_pack(REQUEST_detach, NULL), NULL, err);
	for (size_t i = 0; i < DELAYS && !done; i++)
		bench->differences[i][bench->rounds] =
		    bench->operation_ns[i] - bench->operation_ns[0];
	bench->rounds += !done;
	return done;
}

static void print(const struct bench *bench)
{
	printf("%12s %28s %8s   (%zu rounds)\n", "put in (ns)", "came back (ns)", "ratio",
	       bench->rounds);
	for (size_t i = 1; i < DELAYS; i++) {
		double put_in_ns =
		    (bench->injected_ns[i] - bench->injected_ns[0]) / (double)bench->rounds;
		struct estimate e;

		if (median_estimate(bench->differences[i], bench->rounds, &e) < 0)
			continue;
		printf("%12.1f %10.1f [%7.1f, %7.1f] %8.3f\n", put_in_ns, e.interval.estimate,
		       e.interval.low, e.interval.high, e.interval.estimate / put_in_ns);
	}
}

static int bench_run(struct bench *bench, double seconds, struct error *err)
{
	struct random random;
	time_t end = time(NULL) + (time_t)seconds;
	int done = prepare(bench, err);

	random_seed(&random, 1);
	while (!done && time(NULL) < end && bench->rounds < ROUNDS_MAX)
		done = round_measure(bench, &random, err);
	return done;
}

int main(int argc, char **argv)
{
	struct target_config config = {
		.kind = "vm", .run_id = "delays", .accel = "auto", .cpus = 2, .memory_mib = 512
	};
	struct bench *bench = calloc(1, sizeof(*bench));
	struct error err = { 0 };
	int done;

	if (argc != 4 || !bench) {
		fprintf(stderr, "usage: delays KERNEL AGENT SECONDS\n");
		return ERROR_USAGE;
	}
	config.kernel = argv[1];
	config.agent_path = argv[2];
	done = target_start(&config, &bench->target, &err);
	if (!done)
		done = bench_run(bench, atof(argv[3]), &err);
	if (!done)
		print(bench);
	else
		fprintf(stderr, "delays: %s\n", err.text);
	target_stop(bench->target);
	free(bench);
	return done ? (int)err.kind : 0;
}
