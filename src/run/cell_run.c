// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/cell_run.h"
#include "run/announce.h"
#include "run/budget.h"
#include "run/delays_find.h"
#include "run/earlier.h"
#include "run/hooks.h"
#include "run/machine.h"
#include "run/objects.h"
#include "run/record.h"
#include "run/workload_run.h"
#include "common/deadline.h"

#include <string.h>

static int course_run(struct bench *bench, size_t index, struct error *err)
{
	struct course course;
	int done = course_init(&course, bench, bench->study->workloads.words[index], err);

	if (done < 0)
		return done;
	budget_share(&course);
	done = workload_run(&course, err);
	if (!done && bench->study->protocol == PROTOCOL_SWITCH && !bench->study->micro)
		bench_say(bench, "%s: %u block%s", course.workload, course.blocks_done,
			  course.blocks_done == 1 ? "" : "s");
	course_release(&course);
	return done == WORKLOAD_LEFT_OUT ? 0 : done;
}

static int workloads_run(struct bench *bench, struct error *err)
{
	int done = 0;

	bench->begun_ns = deadline_now_ns() - earlier_measured_ns(bench->run, bench->record.id);
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
	int done = objects_send(bench, err);

	if (!done)
		done = configurations_add(bench, err);
	return done < 0 ? done : emulation_note(bench, err);
}

static int workloads_prepare(struct bench *bench, struct error *err)
{
	int done = hooks_check(bench, err);

	if (!done)
		done = objects_send(bench, err);
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
