// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/workload/pilot.h"
#include "common/cleanup.h"

#include <errno.h>
#include <math.h>
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
/* A receiver that sleeps more rarely, and has the CPU but for the softirq's thread, is saturated.
 */
#define NEVER_SLEEPS .002
#define SATURATED_BUSY .95

/* The first pace that is proved, as a share of the limit, and by what it changes if it fails. */
static const struct {
	const char *name;
	double share, step;
} receivers[] = {
	[RECEIVER_FREE] = { "free", 0, 0 },
	[RECEIVER_PACED] = { "paced", .8, .9 },
	[RECEIVER_SATURATED] = { "saturated", 1.2, 1.15 },
};

enum receiver receiver_find(const char *name)
{
	for (size_t i = 0; name && i < ARRAY_SIZE(receivers); i++)
		if (!strcmp(receivers[i].name, name))
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
	if (done < 0)
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

		if (done < 0)
			return done;
		*ret_above = pace;
		if (!is_sustained(trial))
			return 0;
		most = fmax(most, trial->offered);
		if (most * SENDER_BEHIND < pace)
			return error_set(err, ERROR_ENVIRONMENT, ERANGE,
					 "the sender reached %.0f datagrams a second, and the "
					 "receiver took them all: it cannot be saturated here",
					 most);
		pilot->limit = fmax(pilot->limit, fmin(pace, trial->received));
	}
	return error_set(err, ERROR_ENVIRONMENT, ERANGE, "the receiver takes all that is sent");
}

static int limit_find(const struct pilot_load *load, struct pilot *pilot, struct error *err)
{
	double above = FIRST_PACE;
	int done = limit_bracket(load, pilot, &above, err);

	if (!done && !pilot->limit)
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
		       trial->sleeps <= NEVER_SLEEPS * trial->received &&
		       trial->dropped > DROPPED_NOTHING * trial->received;
	return loses_nothing(trial) && trial->busy < SATURATED_BUSY;
}

static int pace_prove(const struct pilot_load *load, struct pilot *pilot, struct error *err)
{
	double pace = receivers[pilot->receiver].share * pilot->limit;
	const struct pilot_trial *trial = NULL;

	for (int i = 0; i < PROOFS_MAX; i++) {
		int done = try_pace(load, pilot, pace, PROOF_S, &trial, err);

		if (done < 0)
			return done;
		if (pilot_trial_suits(trial, pilot->receiver))
			return 0;
		pace *= receivers[pilot->receiver].step;
	}
	return error_set(err, ERROR_ENVIRONMENT, ERANGE,
			 "no pace makes the receiver %s: at %.0f datagrams a second it was busy "
			 "%.1f %%, slept %.0f times and dropped %.0f",
			 receivers[pilot->receiver].name, trial->pace, 100 * trial->busy,
			 trial->sleeps, trial->dropped);
}

int pilot_run(const struct pilot_load *load, enum receiver receiver, struct pilot *ret_pilot,
	      struct error *err)
{
	int done;

	*ret_pilot = (struct pilot){ .receiver = receiver };
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
	return json_pack("{s:s s:f s:o}", "receiver", receivers[pilot->receiver].name, "limit_pps",
			 pilot->limit, "trials", trials);
}
