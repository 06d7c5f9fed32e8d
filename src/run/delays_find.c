// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/delays_find.h"
#include "run/start.h"
#include "run/window.h"
#include "protocol/workloads.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#define PILOT_WINDOWS 6
#define PILOT_SETTLE_NS 100000000u
#define PILOT_WINDOW_NS 150000000u

/* What automatic delays are measured by. */
struct delay_scale {
	double operation_ns; /* NaN: not asked for */
	double longest_ns;   /* that can be had */
	const char *workload;
};

/*
 * The workload whose response is asked for: the first that flows, or what there is.  A free
 * receiver comes before a loaded one, which may not be had.
 */
static const char *responding_workload(const struct study *study)
{
	const char *loaded = NULL;

	for (size_t i = 0; i < study->workloads.count; i++) {
		const char *name = study->workloads.words[i];

		if (workload_kind_of(name) != WORKLOAD_TRAFFIC)
			continue;
		if (!workload_is_loaded(name))
			return name;
		loaded = loaded ? loaded : name;
	}
	return loaded ? loaded : study->workloads.words[0];
}

/* udp-drain knows from inside; elsewhere it is the window over what passed in it. */
static double operation_wall_ns(const struct counters *counters)
{
	double inside_ns = counters->value[COUNTER_operation_ns];

	return isnan(inside_ns)
		   ? counters->value[COUNTER_length_ns] / counters->value[COUNTER_operations]
		   : inside_ns;
}

/* The least of the windows: a machine that is busy elsewhere only makes them longer. */
static int pilot_windows(struct course *course, double *ret_operation_ns, struct error *err)
{
	static const struct window_lengths lengths = { PILOT_SETTLE_NS, PILOT_WINDOW_NS };
	double least_ns = INFINITY;
	struct counters counters;

	for (int i = 0; i < PILOT_WINDOWS; i++) {
		int done = window_run(course, &lengths, &counters, NULL, err);

		if (done < 0)
			return done;
		least_ns = fmin(least_ns, operation_wall_ns(&counters));
	}
	*ret_operation_ns = least_ns;
	if (!isfinite(least_ns))
		return error_set(err, ERROR_RESULT, ENODATA,
				 "delays auto: %s passed nothing in a second; name the delays",
				 course->workload);
	return 0;
}

/* INFINITY: the agent does not know; attaching the program will show why. */
static int longest_ask(struct bench *bench, double *ret_longest_ns, struct error *err)
{
	const json_t *longest;
	json_t *reply;
	int done = bench_call(bench, request_pack(REQUEST_delay_longest, NULL), 60, &reply, err);

	if (done < 0)
		return done;
	longest = json_object_get(reply, "longest_ns");
	*ret_longest_ns = longest ? json_number_value(longest) : INFINITY;
	json_decref(reply);
	return 0;
}

static int started_pilot(struct course *course, double *ret_operation_ns, struct error *err)
{
	int done = workload_start(course, err), stopped;

	if (!done)
		done = pilot_windows(course, ret_operation_ns, err);
	stopped = workload_stop(course, done ? NULL : err);
	return done < 0 ? done : stopped;
}

/* -ENODATA: nothing passed in it. */
static int pilot_run(struct bench *bench, const char *workload, struct delay_scale *scale,
		     struct error *err)
{
	struct course course;
	int done = course_init(&course, bench, workload, err);

	if (!done)
		done = started_pilot(&course, &scale->operation_ns, err);
	course_release(&course);
	scale->workload = workload;
	return done;
}

/* Nothing passed in it, or it is a loaded receiver that cannot be had here. */
static bool may_stand_in(const char *workload, int done)
{
	return done == -ENODATA || (done == -EREMOTEIO && workload_is_loaded(workload));
}

/* Where the one that is asked for cannot be measured, another's operation is the measure. */
static int pilots_run(struct bench *bench, struct delay_scale *scale, struct error *err)
{
	const struct word_list *workloads = &bench->study->workloads;
	const char *first = responding_workload(bench->study);
	int done = pilot_run(bench, first, scale, err);
	bool next = may_stand_in(first, done);

	for (size_t i = 0; i < workloads->count && next; i++)
		if (workload_kind_of(workloads->words[i]) == WORKLOAD_DIRECT) {
			done = pilot_run(bench, workloads->words[i], scale, err);
			next = may_stand_in(workloads->words[i], done);
		}
	return done;
}

/* From how long an operation takes in this cell. */
static int scale_find(struct bench *bench, struct delay_scale *scale, struct error *err)
{
	int done = pilots_run(bench, scale, err);

	return done < 0 ? done : longest_ask(bench, &scale->longest_ns, err);
}

static int auto_find(struct bench *bench, struct error *err)
{
	struct delay_scale scale = { NAN, INFINITY, NULL };
	int done = scale_find(bench, &scale, err);

	if (done < 0)
		return done;
	delays_resolve(&bench->study->delays, scale.operation_ns, scale.longest_ns, &bench->delays);
	run_delays_keep(bench->run, &bench->delays);
	bench_say(bench, "%s takes %.0f ns an operation: delays up to %.1f us", scale.workload,
		  scale.operation_ns, (double)bench->delays.ns[bench->delays.count - 1] / 1e3);
	return 0;
}

int delays_find(struct bench *bench, struct error *err)
{
	const struct word_list *words = &bench->study->delays;

	if (!delays_are_auto(words))
		delays_resolve(words, NAN, INFINITY, &bench->delays);
	else if (!run_delays_get(bench->run, &bench->delays))
		return auto_find(bench, err);
	return 0;
}
