// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/noise.h"
#include "run/course.h"
#include "run/sham_visit.h"
#include "run/window.h"
#include "protocol/workloads.h"
#include "common/cleanup.h"
#include "common/deadline.h"
#include "protocol/workloads.h"

#include <errno.h>
#include <string.h>

static int reading_add(struct noise *noise, double reading)
{
	double *larger = reallocarray(noise->readings, noise->count + 1, sizeof(*larger));

	if (!larger)
		return -ENOMEM;
	noise->readings = larger;
	larger[noise->count++] = reading;
	return 0;
}

/* What is measured, and where the readings go. */
struct noise_visit {
	struct course *course;
	struct noise *noise;
};

static int reading_take(struct course *course, bool statistics, double *ret_operation_ns,
			struct error *err)
{
	struct window_lengths lengths = course_usual_lengths(course);
	struct counters counters;
	int done = bench_statistics(course->bench, statistics, err);

	if (!done)
		done = window_run(course, &lengths, &counters, NULL, err);
	if (done)
		return done;
	*ret_operation_ns = counters.value[COUNTER_operation_ns];
	return 0;
}

/* As a baseline's in the study: a window with statistics off, and one with them on. */
static int windows_run(void *context, struct error *err)
{
	struct noise_visit *visit = context;
	struct bench *bench = visit->course->bench;
	struct noise *noise = visit->noise;
	bool both = bench->study->statistics == STATISTICS_BOTH && noise->attached;
	double reading, ignored;
	int done = reading_take(visit->course, false, &reading, err);

	if (!done && both)
		done = reading_take(visit->course, true, &ignored, err);
	if (!done && noise->attached)
		done = bench_statistics(bench, false, err);
	if (!done && reading_add(noise, reading) < 0)
		done = error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	return done;
}

static int attached_visit(struct noise_visit *visit, struct hook hook, struct error *err)
{
	int done = sham_visit(visit->course->bench, hook, windows_run, visit, err);

	if (!done)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "the sham of %s could be attached once, and now no more",
				 hook.mechanism);
	return done < 0 ? done : 0;
}

/* The shams in turn, as blocks have them; once at least. */
static int visits_run(struct noise_visit *visit, double length_s, struct error *err)
{
	uint64_t end_ns = deadline_now_ns() + (uint64_t)(length_s * 1e9);
	const struct bench *bench = visit->course->bench;
	const struct word_list *mechanisms = &bench->study->mechanisms;
	size_t turn = 0;
	int done;

	do {
		struct hook hook = hook_sham(bench, mechanisms->words[turn++ % mechanisms->count]);

		visit->noise->attached = hook.mechanism;
		done = hook.mechanism ? attached_visit(visit, hook, err) : windows_run(visit, err);
	} while (!done && deadline_now_ns() < end_ns);
	return done;
}

static int workload_open(struct course *course, struct error *err)
{
	return bench_call(course->bench,
			  request_pack(REQUEST_workload_start, "{s:s s:{s:b}}", "workload",
				       workload_find(course->workload)->agent, "settings", "pin",
				       course->bench->study->pin != PIN_NO),
			  60, NULL, err);
}

/* From the workload's start to its end, whose time is that of the visits. */
static int noise_take(struct noise_visit *visit, double length_s, struct error *err)
{
	int done = workload_open(visit->course, err);
	uint64_t begun_ns = deadline_now_ns();
	struct noise *noise = visit->noise;

	if (!done)
		done = visits_run(visit, length_s, err);
	if (!done)
		done = bench_call(visit->course->bench, request_pack(REQUEST_workload_stop, NULL),
				  60, NULL, err);
	if (!done)
		noise->visit_s =
		    (double)(deadline_now_ns() - begun_ns) / 1e9 / (double)noise->count;
	return done;
}

int noise_measure(struct bench *bench, double length_s, struct noise *ret_noise, struct error *err)
{
	struct course course;
	struct noise noise = {};
	int done = course_init(&course, bench, workload_of_kind(WORKLOAD_DIRECT)->name, err);

	if (!done)
		done = noise_take(&(struct noise_visit){ &course, &noise }, length_s, err);
	course_release(&course);
	if (done < 0)
		noise_free(&noise);
	else
		*ret_noise = noise;
	return done;
}

void noise_free(struct noise *noise)
{
	free(noise->readings);
	*noise = (struct noise){};
}
