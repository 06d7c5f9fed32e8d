// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/workload/pilot.h"
#include "common/cleanup.h"
#include "protocol/saturation.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* The first pace; slow enough for an emulated CPU. */
#define FIRST_PACE 10000
#define FASTEST_PACE 1e8
/*
 * Small steps: while the sender's queue is never empty the kernel sends from it in bunches; a step
 * beyond what the sender can do otherwise would empty it, and each datagram wake the receiver.
 */
#define GROWTH 1.25
/* Nothing is lost when next to nothing is dropped and what is sent arrives. */
#define DROPPED_NOTHING .001
#define ARRIVED .97
#define BUSY_AT_LIMIT .85
/* A sender that was never nearer to the pace is at its own limit; one trial may be disturbed. */
#define SENDER_BEHIND 16
/* The limit is known well enough when what is sustained and what is not lie so close. */
#define LIMIT_RATIO 1.03
#define SEARCH_S .15
#define PROOF_S .5
#define PROOFS_MAX 9
/* The first pace that is proved, as a share of the limit, and by what it changes if it fails. */
#define PACED_SHARE .8
#define PACED_STEP .9
/* A receiver that sleeps as rarely as a saturated one, has the CPU, and loses so much, stays so. */
#define SATURATED_BUSY .95
#define SATURATED_DROPS .5
#define BALLASTS_MAX 5

static const char *const receiver_names[] = {
	[RECEIVER_FREE] = "free",
	[RECEIVER_PACED] = "paced",
	[RECEIVER_SATURATED] = "saturated",
};

enum receiver receiver_find(const char *name)
{
	for (size_t i = 0; name && i < ARRAY_SIZE(receiver_names); i++)
		if (!strcmp(receiver_names[i], name))
			return (enum receiver)i;
	return RECEIVER_FREE;
}

static int try_pace(const struct pilot_load *load, struct pilot *pilot, double pace,
		    double length_s, const struct pilot_trial **ret_trial, struct error *err)
{
	struct pilot_trial *trial = &pilot->trials[pilot->count];
	int done;

	if (pilot->count == PILOT_TRIALS_MAX)
		return error_set(err, ERROR_ENVIRONMENT, ERANGE,
				 "no limit of the receiver was found in %d trials",
				 PILOT_TRIALS_MAX);
	*trial = (struct pilot_trial){};
	done = load->try(load->context, pace, length_s == PROOF_S, length_s, trial, err);
	if (done)
		return done;
	trial->pace = pace;
	pilot->count++;
	*ret_trial = trial;
	return 0;
}

static bool loses_nothing(const struct pilot_trial *trial)
{
	return trial->dropped <= DROPPED_NOTHING * trial->received &&
	       trial->received >= ARRIVED * trial->offered;
}

/* A receiver that was idle at times and lost something all the same was held up by others. */
static bool is_sustained(const struct pilot_trial *trial)
{
	return loses_nothing(trial) || trial->busy < BUSY_AT_LIMIT;
}

static int limit_bracket(const struct pilot_load *load, struct pilot *pilot, double *ret_above,
			 struct error *err)
{
	double most = 0;

	for (double pace = FIRST_PACE; pace < FASTEST_PACE; pace *= GROWTH) {
		const struct pilot_trial *trial;
		int done = try_pace(load, pilot, pace, SEARCH_S, &trial, err);

		if (done)
			return done;
		*ret_above = pace;
		if (!is_sustained(trial))
			return 0;
		most = fmax(most, trial->offered);
		if (most * SENDER_BEHIND < pace)
			return error_set(err, ERROR_ENVIRONMENT, ERANGE,
					 "the sender reached %.0f datagrams a second, and the "
					 "receiver took them all: no pace is just below its limit",
					 most);
		pilot->limit = fmax(pilot->limit, fmin(pace, trial->received));
	}
	return error_set(err, ERROR_ENVIRONMENT, ERANGE, "the receiver takes all that is sent");
}

static int limit_find(const struct pilot_load *load, struct pilot *pilot, struct error *err)
{
	double above = FIRST_PACE;
	int done = limit_bracket(load, pilot, &above, err);

	if (!done && !(pilot->limit > 0))
		pilot->limit = above / 8;
	while (!done && above > LIMIT_RATIO * pilot->limit) {
		const struct pilot_trial *trial;
		double middle = (above + pilot->limit) / 2;

		done = try_pace(load, pilot, middle, SEARCH_S, &trial, err);
		if (!done && is_sustained(trial))
			pilot->limit = middle;
		else if (!done)
			above = middle;
	}
	return done;
}

bool pilot_trial_suits(const struct pilot_trial *trial, enum receiver receiver)
{
	if (receiver == RECEIVER_SATURATED)
		return trial->busy >= SATURATED_BUSY &&
		       trial->sleeps <= SATURATION_SLEEPS * trial->received &&
		       trial->dropped >= SATURATED_DROPS * trial->received;
	return loses_nothing(trial) && trial->busy < SATURATED_BUSY;
}

/* what: a pace, a ballast. */
static int not_found(const struct pilot *pilot, const char *what, const struct pilot_trial *trial,
		     struct error *err)
{
	static const char *const wanted[] = {
		[RECEIVER_PACED] = "which has to be idle at times and lose none",
		[RECEIVER_SATURATED] = "which has to be busy all the time, never to sleep, and to "
				       "drop half as many as it takes",
	};

	return error_set(err, ERROR_ENVIRONMENT, ERANGE,
			 "no %s makes the receiver %s: of %.0f datagrams offered a second it took "
			 "%.0f, was busy %.1f %%, slept %.0f times and dropped %.0f, %s",
			 what, receiver_names[pilot->receiver], trial->offered, trial->received,
			 100 * trial->busy, trial->sleeps, trial->dropped, wanted[pilot->receiver]);
}

static int pace_prove(const struct pilot_load *load, struct pilot *pilot, struct error *err)
{
	double pace = PACED_SHARE * pilot->limit;
	const struct pilot_trial *trial = NULL;

	for (int i = 0; i < PROOFS_MAX; i++) {
		int done = try_pace(load, pilot, pace, PROOF_S, &trial, err);

		if (done)
			return done;
		if (pilot_trial_suits(trial, pilot->receiver))
			return 0;
		pace *= PACED_STEP;
	}
	return not_found(pilot, "pace", trial, err);
}

/* What the sender takes for a datagram; twice what did not do. */
static double ballast_next(const struct pilot *pilot, const struct pilot_trial *trial)
{
	if (pilot->ballast_ns > 0)
		return 2 * pilot->ballast_ns;
	return 1e9 / fmax(trial->offered, 1);
}

/* With as much as can be had where that is less than what comes next: then it is the last. */
static int ballast_try(const struct pilot_load *load, struct pilot *pilot, double wanted_ns,
		       const struct pilot_trial **ret_trial, struct error *err)
{
	int done = 0;

	if (wanted_ns > 0)
		done = load->weigh(load->context, wanted_ns, &pilot->ballast_ns, err);
	if (!done)
		done = try_pace(load, pilot, 0, PROOF_S, ret_trial, err);
	if (!done)
		pilot->limit = (*ret_trial)->received;
	return done;
}

static int ballast_not_found(const struct pilot *pilot, double wanted_ns,
			     const struct pilot_trial *trial, struct error *err)
{
	char what[64] = "ballast";

	if (pilot->ballast_ns < wanted_ns)
		snprintf(what, sizeof(what), "ballast up to the %.0f us that can be had here",
			 pilot->ballast_ns / 1e3);
	return not_found(pilot, what, trial, err);
}

/* One that needs no ballast, on a machine whose sender is much the faster, gets none. */
static int ballast_find(const struct pilot_load *load, struct pilot *pilot, struct error *err)
{
	const struct pilot_trial *trial = NULL;
	double wanted_ns = 0;
	int done = ballast_try(load, pilot, wanted_ns, &trial, err);

	for (int i = 0; i < BALLASTS_MAX && !done && pilot->ballast_ns == wanted_ns; i++) {
		if (pilot_trial_suits(trial, pilot->receiver))
			return 0;
		wanted_ns = ballast_next(pilot, trial);
		done = ballast_try(load, pilot, wanted_ns, &trial, err);
	}
	if (done || pilot_trial_suits(trial, pilot->receiver))
		return done;
	return ballast_not_found(pilot, wanted_ns, trial, err);
}

int pilot_run(const struct pilot_load *load, enum receiver receiver, struct pilot *ret_pilot,
	      struct error *err)
{
	int done;

	*ret_pilot = (struct pilot){ .receiver = receiver };
	if (receiver == RECEIVER_SATURATED)
		return ballast_find(load, ret_pilot, err);
	done = limit_find(load, ret_pilot, err);
	return done < 0 ? done : pace_prove(load, ret_pilot, err);
}

static json_t *trial_to_json(const struct pilot_trial *trial)
{
	return json_pack("{s:f s:f s:f s:f s:f s:f}", "pace_pps", trial->pace, "offered_pps",
			 trial->offered, "received_pps", trial->received, "dropped_pps",
			 trial->dropped, "sleeps_per_s", trial->sleeps, "busy", trial->busy);
}

json_t *pilot_to_json(const struct pilot *pilot)
{
	json_t *trials = json_array();

	for (size_t i = 0; i < pilot->count; i++)
		json_array_append_new(trials, trial_to_json(&pilot->trials[i]));
	return json_pack("{s:s s:f s:f s:o}", "receiver", receiver_names[pilot->receiver],
			 "limit_pps", pilot->limit, "ballast_ns", pilot->ballast_ns, "trials",
			 trials);
}
