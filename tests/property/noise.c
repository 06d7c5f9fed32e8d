// SPDX-License-Identifier: GPL-2.0-or-later
#include "noise.h"

#include <math.h>

#define DRIFT_SD .5
#define BURST_PROBABILITY .1
#define BURST_LEAST 1.2
#define BURST_MOST 3.
#define WINDOW_SD .05 /* of the logarithm: what 1 stands for */

const char *const noise_names[NOISE_COUNT] = { "gaussian", "drifting", "bursty" };

void machine_start(struct machine *machine, enum noise noise, uint64_t seed)
{
	machine->noise = noise;
	machine->drift = 0;
	random_seed(&machine->random, random_derive(seed, noise_names[noise], 0));
}

double machine_uniform(struct machine *machine)
{
	/* 53 bits and a half, so that neither 0 nor 1 comes. */
	return ((double)(random_next(&machine->random) >> 11) + .5) / 9007199254740992.;
}

/* Box and Muller, Ann. Math. Stat. 29 (1958) 610. */
double machine_normal(struct machine *machine)
{
	double radius = sqrt(-2 * log(machine_uniform(machine)));

	return radius * cos(2 * M_PI * machine_uniform(machine));
}

static double burst(struct machine *machine)
{
	if (machine_uniform(machine) >= BURST_PROBABILITY)
		return 0;
	return log(BURST_LEAST + (BURST_MOST - BURST_LEAST) * machine_uniform(machine)) / WINDOW_SD;
}

double machine_window(struct machine *machine)
{
	double value = machine_normal(machine);

	if (machine->noise == NOISE_DRIFTING)
		value += machine->drift += DRIFT_SD * machine_normal(machine);
	if (machine->noise == NOISE_BURSTY)
		value += burst(machine);
	return value;
}
