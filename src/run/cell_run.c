// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/cell_run.h"
#include "run/delays_find.h"
#include "run/hooks.h"
#include "run/machine.h"
#include "run/record.h"
#include "run/restart.h"
#include "run/workload_run.h"
#include "common/deadline.h"
#include "protocol/workloads.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* The relative share of the budget. */
static double weight_of(const char *workload)
{
	return workload_find(workload)->budget_weight;
}

/* None where samples, or blocks that are exact, give the length; micro's reloads keep within it. */
static uint64_t budget_of(const struct course *course)
{
	const struct bench *bench = course->bench;
	bool counted = bench->study->exact && workload_kind_of(course->workload) != WORKLOAD_EVENT;

	return counted || bench->study->protocol == PROTOCOL_RESTART ? 0 : bench->budget_ns;
}

/* What one workload gets: its weight's share of what is left of the budget. */
static void budget_share(struct course *course, size_t index)
{
	const struct bench *bench = course->bench;
	const struct word_list *workloads = &bench->study->workloads;
	double all = 0, left = 0, own = weight_of(workloads->words[index]);
	uint64_t spent_ns = deadline_now_ns() - bench->begun_ns;
	uint64_t budget_ns = budget_of(course);

	for (size_t i = 0; i < workloads->count; i++) {
		all += weight_of(workloads->words[i]);
		left += i >= index ? weight_of(workloads->words[i]) : 0;
	}
	course->fraction_before = (all - left) / all;
	course->fraction_share = own / all;
	course->budget_ns =
	    spent_ns < budget_ns ? (uint64_t)((double)(budget_ns - spent_ns) * own / left) : 0;
	if (budget_ns && !course->budget_ns)
		course->budget_ns = 1; /* nothing left: one block all the same */
}

static int course_run(struct bench *bench, size_t index, struct error *err)
{
	struct course course;
	int done = course_init(&course, bench, bench->study->workloads.words[index], err);

	if (done < 0)
		return done;
	budget_share(&course, index);
	done = workload_run(&course, err);
	if (!done && bench->study->protocol == PROTOCOL_SWITCH && !bench->study->micro)
		bench_say(bench, "%s: %u blocks", course.workload, course.blocks_done);
	course_release(&course);
	return done == WORKLOAD_LEFT_OUT ? 0 : done;
}

static int workloads_run(struct bench *bench, struct error *err)
{
	int done = 0;

	bench->begun_ns = deadline_now_ns();
	for (size_t i = 0; i < bench->study->workloads.count && !done; i++) {
		if (bench_stop(bench) != RUN_GO_ON)
			break;
		done = course_run(bench, i, err);
	}
	return done;
}

static int configurations_add(struct bench *bench, struct error *err)
{
	int done = bench_plan_prepare(bench, err);

	return done < 0 ? done : record_configurations(bench, err);
}

/* Emulated nanoseconds say little; the same emulator counts instructions exactly. */
static int emulation_note(struct bench *bench, struct error *err)
{
	static const char text[] =
	    "Emulated nanoseconds are not a real CPU's: --exact, which counts instructions, is "
	    "what an emulated guest is for.";

	if (strcmp(bench->target->facts.timing, "emulated") != 0)
		return 0;
	bench_say(bench, "%s", text);
	return record_note(bench, text, err);
}

static int micro_prepare(struct bench *bench, struct error *err)
{
	int done = configurations_add(bench, err);

	return done < 0 ? done : emulation_note(bench, err);
}

static void seconds_say(char *text, size_t size, double seconds)
{
	if (seconds < 90)
		snprintf(text, size, "%.0f s", seconds);
	else
		snprintf(text, size, "%.0f min", seconds / 60);
}

/* What is going to happen, and for how long. */
static void announce(const struct bench *bench)
{
	const struct study *study = bench->study;
	bool restart = study->protocol == PROTOCOL_RESTART;
	char text[32] = "";

	if (restart) {
		seconds_say(text, sizeof(text),
			    restart_duration_s(study, bench->configurations.count));
		bench_say(bench,
			  "%zu configurations, %u samples of %u s each, one after the other: "
			  "about %s",
			  bench->configurations.count, study->samples,
			  restart_sample_seconds(study), text);
	} else if (study->blocks || study->exact || !bench->budget_ns) {
		bench_say(bench, "%zu configurations in blocks of random order, seed %" PRIu64,
			  bench->configurations.count, study->seed);
	} else {
		seconds_say(text, sizeof(text), (double)bench->budget_ns / 1e9);
		bench_say(bench,
			  "%zu configurations in blocks of random order, seed %" PRIu64 ": %s",
			  bench->configurations.count, study->seed, text);
	}
}

static int workloads_prepare(struct bench *bench, struct error *err)
{
	int done = hooks_check(bench, err);

	if (!done)
		done = delays_find(bench, err);
	if (!done)
		done = configurations_add(bench, err);
	if (!done && bench->study->protocol == PROTOCOL_SWITCH)
		done = hooks_rehearse(bench, err);
	if (!done)
		announce(bench);
	return done;
}

static int target_measure(struct bench *bench, struct error *err)
{
	struct error ignored;
	int done = machine_record(bench, err);

	if (!done)
		done =
		    bench->study->micro ? micro_prepare(bench, err) : workloads_prepare(bench, err);
	if (!done)
		done = workloads_run(bench, err);
	if (!done)
		machine_environment_ask(bench, bench->environment.after, &ignored);
	return done;
}

int cell_run(struct bench *bench, struct error *err)
{
	struct error ignored;
	int done, finished;

	environment_begin(&bench->environment, LOAD_WATCH_S);
	done = bench_target_start(bench, err);
	if (!done)
		done = target_measure(bench, err);
	bench_target_stop(bench);
	finished = machine_finish(bench, done, err->text, done < 0 ? &ignored : err);
	return done < 0 ? done : finished;
}
