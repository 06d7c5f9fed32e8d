// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/window_pilot.h"
#include "run/progress.h"
#include "run/sham_visit.h"
#include "run/window.h"
#include "common/deadline.h"
#include "stats/window_choice.h"
#include "study/random.h"

#include <math.h>
#include <string.h>

#define LIMIT_SHARE 20 /* one part in so many: 5 % */
#define LIMIT_MOST_NS UINT64_C(20000000000)
#define LONGEST_WINDOW_NS 500000000u
#define PILOT_STREAM UINT64_MAX /* of random numbers: no block has that number */
#define PAIRS_LEAST 2
#define PAIRS_MOST 64
/* Attaching and detaching under emulation; only to judge beforehand whether a pilot fits. */
#define SWITCH_EXPECTED_NS 300000000u

struct pilot {
	struct course *course;
	struct random random;
	struct window_lengths lengths[PILOT_TRIALS];
	double pairs[PILOT_TRIALS][PAIRS_MOST]; /* differences of logarithms */
	size_t pair_count[PILOT_TRIALS];
	double switch_s; /* all that pairs took beside their lengths, summed up */
	size_t visits;
	uint64_t begun_ns, limit_ns;
};

void window_pilot_trials(const struct window_lengths *usual,
			 struct window_lengths ret_trials[PILOT_TRIALS])
{
	static const double windows[] = { .4, 1, 1.6 }, settles[] = { .5, 1 };

	for (size_t i = 0; i < PILOT_TRIALS; i++) {
		double window_ns = (double)usual->window_ns * windows[i % 3];

		ret_trials[i] = (struct window_lengths){
			.settle_ns = (uint64_t)((double)usual->settle_ns * settles[i / 3]),
			.window_ns = (uint64_t)fmin(window_ns, LONGEST_WINDOW_NS),
		};
	}
}

uint64_t window_pilot_limit_ns(uint64_t measuring_ns)
{
	uint64_t share_ns = measuring_ns / LIMIT_SHARE;

	return share_ns < LIMIT_MOST_NS ? share_ns : LIMIT_MOST_NS;
}

/* Whether each trial would get its pairs. */
static bool pilot_fits(const struct pilot *pilot)
{
	uint64_t round_ns = 0;

	for (size_t i = 0; i < PILOT_TRIALS; i++)
		round_ns += SWITCH_EXPECTED_NS +
			    2 * (pilot->lengths[i].settle_ns + pilot->lengths[i].window_ns);
	return PAIRS_LEAST * round_ns <= pilot->limit_ns;
}

/* What the workload is judged by: time, or CPU time, an operation. */
static double cost_of(const struct counters *counters)
{
	double operation_ns = counters->value[COUNTER_operation_ns];

	return isnan(operation_ns)
		   ? counters->value[COUNTER_receiver_cpu_ns] / counters->value[COUNTER_operations]
		   : operation_ns;
}

static void pair_add(struct pilot *pilot, size_t trial, const struct counters windows[2])
{
	double difference = log(cost_of(&windows[0])) - log(cost_of(&windows[1]));

	if (isfinite(difference) && pilot->pair_count[trial] < PAIRS_MOST)
		pilot->pairs[trial][pilot->pair_count[trial]++] = difference;
}

/* The pair under way. */
struct pair {
	struct pilot *pilot;
	size_t trial;
};

static int windows_run(void *context, struct error *err)
{
	const struct pair *pair = context;
	struct pilot *pilot = pair->pilot;
	struct counters windows[2];
	int done = 0;

	for (int i = 0; i < 2 && !done; i++) {
		done = bench_statistics(pilot->course->bench, i, err);
		if (!done)
			done = window_run(pilot->course, &pilot->lengths[pair->trial], &windows[i],
					  NULL, err);
	}
	if (!done)
		pair_add(pilot, pair->trial, windows);
	return done < 0 ? done : bench_statistics(pilot->course->bench, false, err);
}

static const char *mechanism_draw(struct pilot *pilot)
{
	const struct word_list *mechanisms = &pilot->course->bench->study->mechanisms;

	return mechanisms->words[random_below(&pilot->random, mechanisms->count)];
}

/* A visit as a baseline's.  0, or a negative errno. */
static int pair_run(struct pilot *pilot, size_t trial, struct error *err)
{
	const struct window_lengths *lengths = &pilot->lengths[trial];
	struct pair pair = { pilot, trial };
	struct bench *bench = pilot->course->bench;
	uint64_t begun_ns = deadline_now_ns();
	int done =
	    sham_visit(bench, hook_sham(bench, mechanism_draw(pilot)), windows_run, &pair, err);

	if (done <= 0)
		return done;
	pilot->switch_s += (double)(deadline_now_ns() - begun_ns) / 1e9 -
			   2e-9 * (double)(lengths->settle_ns + lengths->window_ns);
	pilot->visits++;
	return 0;
}

static bool pilot_goes_on(const struct pilot *pilot)
{
	return deadline_now_ns() - pilot->begun_ns < pilot->limit_ns &&
	       bench_stop(pilot->course->bench) == RUN_GO_ON;
}

/* Rounds of all trials in random order, until the time is over. */
static int pairs_run(struct pilot *pilot, struct error *err)
{
	size_t order[PILOT_TRIALS];
	int done = 0;

	for (size_t i = 0; i < PILOT_TRIALS; i++)
		order[i] = i;
	for (size_t round = 0; round < PAIRS_MOST && pilot_goes_on(pilot) && !done; round++) {
		random_shuffle(&pilot->random, order, PILOT_TRIALS, sizeof(*order));
		course_progress(pilot->course, "pilot");
		for (size_t i = 0; i < PILOT_TRIALS && pilot_goes_on(pilot) && !done; i++)
			done = pair_run(pilot, order[i], err);
	}
	return done;
}

/* The switching is shared by the windows of a visit. */
static double wall_s(const struct pilot *pilot, size_t trial)
{
	size_t windows = pilot->course->bench->study->statistics == STATISTICS_BOTH ? 2 : 1;
	const struct window_lengths *lengths = &pilot->lengths[trial];

	return (double)(lengths->settle_ns + lengths->window_ns) / 1e9 +
	       pilot->switch_s / (double)pilot->visits / (double)windows;
}

static json_t *trial_to_json(const struct window_trial *trial, const struct window_figure *figure)
{
	json_t *object =
	    json_pack("{s:f s:f s:I s:f}", "settle_s", trial->settle_s, "length_s", trial->length_s,
		      "pairs", (json_int_t)trial->pair_count, "wall_s", trial->wall_s);

	if (isfinite(figure->sd))
		json_object_set_new(object, "sd", json_real(figure->sd));
	if (isfinite(figure->error)) {
		json_object_set_new(object, "sd_fitted", json_real(figure->sd_fitted));
		json_object_set_new(object, "error", json_real(figure->error));
	}
	return object;
}

static json_t *pilot_to_json(const struct pilot *pilot, const struct window_trial *trials,
			     const struct window_figure *figures, size_t best)
{
	json_t *tried = json_array();

	for (size_t i = 0; i < PILOT_TRIALS; i++)
		json_array_append_new(tried, trial_to_json(&trials[i], &figures[i]));
	return json_pack("{s:s s:f s:f s:f s:o}", "workload", pilot->course->workload, "seconds",
			 (double)(deadline_now_ns() - pilot->begun_ns) / 1e9, "settle_s",
			 trials[best].settle_s, "length_s", trials[best].length_s, "trials", tried);
}

/* NULL where nothing was seen: the usual lengths stay. */
static json_t *best_take(struct pilot *pilot)
{
	struct window_trial trials[PILOT_TRIALS];
	struct window_figure figures[PILOT_TRIALS];
	size_t best;

	if (!pilot->visits)
		return NULL;
	for (size_t i = 0; i < PILOT_TRIALS; i++)
		trials[i] = (struct window_trial){
			.settle_s = (double)pilot->lengths[i].settle_ns / 1e9,
			.length_s = (double)pilot->lengths[i].window_ns / 1e9,
			.wall_s = wall_s(pilot, i),
			.pairs = pilot->pairs[i],
			.pair_count = pilot->pair_count[i],
		};
	best = window_choose(trials, PILOT_TRIALS, figures);
	if (best == PILOT_TRIALS)
		return NULL;
	pilot->course->lengths = pilot->lengths[best];
	return pilot_to_json(pilot, trials, figures, best);
}

static bool is_wanted(const struct study *study)
{
	return study->pilot == PILOT_AUTO && !study->window_ns && !study->exact &&
	       !study->delays.count && study->protocol == PROTOCOL_SWITCH;
}

/* There is nothing to try the lengths with where this kernel can attach none. */
static bool sham_exists(const struct course *course)
{
	return hook_sham(course->bench, course->bench->study->mechanisms.words[0]).mechanism;
}

int window_pilot(struct course *course, uint64_t measuring_ns, json_t **ret_pilot,
		 struct error *err)
{
	struct pilot pilot = { .course = course,
			       .begun_ns = deadline_now_ns(),
			       .limit_ns = window_pilot_limit_ns(measuring_ns) };
	int done;

	*ret_pilot = NULL;
	window_pilot_trials(&course->lengths, pilot.lengths);
	if (!is_wanted(course->bench->study) || !pilot_fits(&pilot) || !sham_exists(course))
		return 0;
	random_seed(&pilot.random,
		    random_derive(course->bench->study->seed, course->workload, PILOT_STREAM));
	done = pairs_run(&pilot, err);
	if (!done)
		*ret_pilot = best_take(&pilot);
	return done;
}
