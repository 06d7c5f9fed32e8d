// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * pinning KERNEL AGENT SECONDS: whether pinning makes udp-drain quieter or faster in a guest.
 *
 * In one boot the guest's CPUs are pinned or not, and udp-drain within it too, four ways in random
 * order in each round; of each the windows' standard deviation and their median receive.  Prints
 * both, and the ratio to "nothing pinned" of the same round (Hodges-Lehmann, with its interval).
 */
#include "common/cleanup.h"
#include "common/file.h"
#include "environment/cpu_list.h"
#include "environment/root_file.h"
#include "environment/topology.h"
#include "run/agent_client.h"
#include "stats/hodges_lehmann.h"
#include "stats/median.h"
#include "stats/moments.h"
#include "study/random.h"
#include "target/target.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PATIENCE_S 60
#define ROUNDS_MAX 2000
#define WINDOWS 6
#define WINDOW_NS 60000000
#define VCPUS_MAX 16

enum { PIN_VCPUS = 1, PIN_WORKLOAD = 2, WAYS = 4 };
static const char *const way_names[WAYS] = { "nothing", "guest's CPUs", "udp-drain", "both" };

struct bench {
	struct target *target;
	struct topology topology;
	pid_t vcpus[VCPUS_MAX];
	size_t vcpu_count;
	double log_sd[WAYS][ROUNDS_MAX], log_level[WAYS][ROUNDS_MAX];
	size_t rounds;
};

static int ask(struct bench *bench, json_t *request, json_t **ret_reply, struct error *err)
{
	return agent_call(bench->target, request, PATIENCE_S, NULL, NULL, ret_reply, err);
}

/* The threads of QEMU that the target has pinned: each may use one CPU. */
static void vcpus_find(struct bench *bench, const char *qemu_pid)
{
	CLEANUP_FREE char *tasks = file_path("/proc/%s/task", qemu_pid);
	DIR *directory = opendir(tasks);
	struct dirent *entry;

	while (directory && (entry = readdir(directory)) && bench->vcpu_count < VCPUS_MAX) {
		CLEANUP_FREE char *path = file_path("/%s/status", entry->d_name);
		CLEANUP_FREE char *list = root_file_value(tasks, path, "Cpus_allowed_list:");
		cpu_set_t cpus;

		if (list && !cpu_list_parse(list, &cpus) && CPU_COUNT(&cpus) == 1)
			bench->vcpus[bench->vcpu_count++] = atoi(entry->d_name);
	}
	if (directory)
		closedir(directory);
}

static int prepare(struct bench *bench, struct error *err)
{
	CLEANUP_FREE char *children = root_file_line("", "/proc/thread-self/children");

	if (topology_read("", &bench->topology) < 0 || !children)
		return error_set(err, ERROR_ENVIRONMENT, ENOENT,
				 "/proc does not say what is needed");
	children[strcspn(children, " ")] = '\0';
	vcpus_find(bench, children);
	if (!bench->vcpu_count || bench->topology.count < 2)
		return error_set(err, ERROR_ENVIRONMENT, ENOSPC, "too few CPUs for any pinning");
	return 0;
}

static void vcpus_place(const struct bench *bench, bool pin)
{
	for (size_t i = 0; i < bench->vcpu_count; i++) {
		cpu_set_t cpus;

		CPU_ZERO(&cpus);
		for (size_t c = 0; c < bench->topology.count; c++)
			if (!pin || c == i)
				CPU_SET(bench->topology.cpus[c], &cpus);
		sched_setaffinity(bench->vcpus[i], sizeof(cpus), &cpus);
	}
}

static int window_measure(struct bench *bench, double *ret_log_ns, struct error *err)
{
	json_t *reply;
	int done = ask(bench,
		       request_pack(REQUEST_window, "{s:i s:i}", "settle_ns", 10000000, "length_ns",
				    WINDOW_NS),
		       &reply, err);

	if (done < 0)
		return done;
	*ret_log_ns = log(
	    json_number_value(json_object_get(json_object_get(reply, "counters"), "operation_ns")));
	json_decref(reply);
	return 0;
}

static int way_measure(struct bench *bench, size_t way, struct error *err)
{
	double logs[WINDOWS];
	int done = ask(bench,
		       request_pack(REQUEST_workload_start, "{s:s s:{s:b}}", "workload",
				    "udp_drain", "settings", "pin", (way & PIN_WORKLOAD) != 0),
		       NULL, err);

	vcpus_place(bench, way & PIN_VCPUS);
	for (size_t i = 0; i < WINDOWS && !done; i++)
		done = window_measure(bench, &logs[i], err);
	bench->log_sd[way][bench->rounds] = log(moments_of(logs, WINDOWS).sd);
	bench->log_level[way][bench->rounds] = median_of(logs, WINDOWS);
	return done;
}

static int round_measure(struct bench *bench, struct random *random, struct error *err)
{
	size_t order[WAYS] = { 0, 1, 2, 3 };
	int done = 0;

	random_shuffle(random, order, WAYS, sizeof(order[0]));
	for (size_t i = 0; i < WAYS && !done; i++)
		done = way_measure(bench, order[i], err);
	bench->rounds++;
	return done;
}

/* e to the centre of the differences to "nothing", as a ratio. */
static void ratio_print(const double *values, const double *nothing, size_t rounds)
{
	double differences[ROUNDS_MAX];
	struct estimate e;

	for (size_t i = 0; i < rounds; i++)
		differences[i] = values[i] - nothing[i];
	if (hodges_lehmann_estimate(differences, rounds, &e) < 0)
		return;
	printf("  %.3f [%.3f, %.3f]", exp(e.interval.estimate), exp(e.interval.low),
	       exp(e.interval.high));
}

static void print(const struct bench *bench)
{
	printf("%-13s %9s %22s %12s %22s   (%zu rounds of %d windows)\n", "pinned", "sd (%)",
	       "ratio", "receive (ns)", "ratio", bench->rounds, WINDOWS);
	for (size_t way = 0; way < WAYS; way++) {
		printf("%-13s %9.2f", way_names[way],
		       100 * exp(median_of(bench->log_sd[way], bench->rounds)));
		ratio_print(bench->log_sd[way], bench->log_sd[0], bench->rounds);
		printf(" %12.0f", exp(median_of(bench->log_level[way], bench->rounds)));
		ratio_print(bench->log_level[way], bench->log_level[0], bench->rounds);
		putchar('\n');
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
	struct target_config config = { .kind = "vm",
					.run_id = "pinning",
					.accel = "auto",
					.cpus = 2,
					.memory_mib = 512,
					.pin = true };
	struct bench *bench = calloc(1, sizeof(*bench));
	struct error err = { 0 };
	int done;

	if (argc != 4 || !bench) {
		fprintf(stderr, "usage: pinning KERNEL AGENT SECONDS\n");
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
		fprintf(stderr, "pinning: %s\n", err.text);
	target_stop(bench->target);
	free(bench);
	return done ? (int)err.kind : 0;
}
