/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROPERTY_NOISE_H
#define PROPERTY_NOISE_H

/*
 * A machine that is simulated: what a window reads on it, in logarithms.
 *
 *	struct machine machine;
 *
 *	machine_start(&machine, NOISE_DRIFTING, seed);
 *	y = machine_window(&machine) + effect;
 *
 * Windows follow each other in time; sd 1 is the noise of a window on its own, so that effects and
 * widths are in units of it.  With drift, a random walk of sd .5 a window is added; with bursts,
 * each window is with probability .1 slowed by a factor of 1.2 to 3, uniform, where a window's own
 * sd stands for 5 % (about what throughput in a guest shows: docs/method.md).
 */

#include "study/random.h"

enum noise { NOISE_GAUSSIAN, NOISE_DRIFTING, NOISE_BURSTY, NOISE_COUNT };

struct machine {
	enum noise noise;
	struct random random;
	double drift;
};

extern const char *const noise_names[NOISE_COUNT];

void machine_start(struct machine *machine, enum noise noise, uint64_t seed);

/* What the next window reads on top of its effect. */
double machine_window(struct machine *machine);

/* Uniform, in (0, 1). */
double machine_uniform(struct machine *machine);

/* Standard normal. */
double machine_normal(struct machine *machine);

#endif
