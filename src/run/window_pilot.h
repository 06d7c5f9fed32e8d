/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WINDOW_PILOT_H
#define BPFTAX_WINDOW_PILOT_H

/*
 * The pilot: how long this workload's windows should be on this machine, found by trying lengths
 * and settling times in A/A windows (stats/window_choice.h says how the best is chosen).  Internal
 * to src/run.
 *
 *	course->lengths = the workload's own;
 *	window_pilot(course, &pilot, &err);       // may change course->lengths
 *
 * Each pair of windows is a visit like the baseline's: a sham is loaded, attached, stands through
 * two windows, is detached; so what a window costs beside its length is seen as well.  Which pair
 * comes when is drawn from the study's seed.
 *
 * There is no pilot where it would not pay or could not choose: --pilot no, a window that the study
 * gives, known delays, protocol restart, --exact, or so short a measurement that 5 % of it (and at
 * most 20 s) do not hold two pairs of each trial.
 */

#include "run/course.h"

/* What is tried, around the lengths that the workload comes with. */
#define PILOT_TRIALS 6
void window_pilot_trials(const struct window_lengths *usual,
			 struct window_lengths ret_trials[PILOT_TRIALS]);

/* How much of a measurement of this length a pilot may take. */
uint64_t window_pilot_limit_ns(uint64_t measuring_ns);

/*
 * measuring_ns: how long the workload is going to be measured, as far as is known.  *ret_pilot:
 * what was tried and chosen, for the store, or NULL when there was no pilot.  0, or a negative
 * errno when the target is gone.
 */
int window_pilot(struct course *course, uint64_t measuring_ns, json_t **ret_pilot,
		 struct error *err);

#endif
