// SPDX-License-Identifier: GPL-2.0-or-later
/* How often a history without a change shows one, and how often a change is found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "noise.h"
#include "simulation.h"
#include "stats/change_points.h"

#define VALUES_MOST 100

static size_t seeds(void **state)
{
	const char *how = *(char **)*state;

	return how[0] ? 20000 : 2000;
}

/* Runs of one machine, from `step_at` on higher by `step` times the noise of one. */
static size_t look(enum noise noise, size_t count, size_t step_at, double step, size_t seed,
		   struct change_point **ret_points)
{
	struct machine machine;
	double values[VALUES_MOST];
	size_t found = 0;

	machine_start(&machine, noise, seed);
	for (size_t i = 0; i < count; i++)
		values[i] = machine_window(&machine) + (i >= step_at ? step : 0);
	assert_int_equal(change_points_find(values, count, seed, ret_points, &found), 0);
	return found;
}

/* Drift is left out: it is a change, of which there is then more than one. */
static const enum noise noises[] = { NOISE_GAUSSIAN, NOISE_BURSTY };

static void no_change(void **state)
{
	static const size_t counts[] = { 10, 30, 100 };

	for (size_t n = 0; n < 2; n++)
		for (size_t c = 0; c < 3; c++) {
			size_t wrong = 0;

			for (size_t seed = 0; seed < seeds(state); seed++) {
				struct change_point *points = NULL;

				wrong +=
				    look(noises[n], counts[c], counts[c], 0, seed, &points) > 0;
				free(points);
			}
			print_message("%s noise, %zu runs: a change in %zu of %zu histories\n",
				      noise_names[noises[n]], counts[c], wrong, seeds(state));
			assert_true((double)wrong / (double)seeds(state) <=
				    CHANGE_P + monte_carlo_error(CHANGE_P, seeds(state)));
		}
}

/* A step of three times the noise of a run, 10 runs of 40 from the end: found, and where. */
static void step(void **state)
{
	for (size_t n = 0; n < 2; n++) {
		size_t found = 0, near = 0;

		for (size_t seed = 0; seed < seeds(state); seed++) {
			struct change_point *points = NULL;
			size_t count = look(noises[n], 40, 30, 3, seed, &points);

			found += count > 0;
			near += count == 1 && points[0].first >= 29 && points[0].first <= 31;
			free(points);
		}
		print_message("%s noise: a step of 3 is found in %zu of %zu histories, within a "
			      "run and no other in %zu\n",
			      noise_names[noises[n]], found, seeds(state), near);
		/* A burst is up to 22 times the noise of a run: the step is small beside it. */
		assert_true((double)found / (double)seeds(state) >= (n ? .8 : .99));
		assert_true((double)near / (double)seeds(state) >= (n ? .6 : .85));
	}
}

int main(int argc, char **argv)
{
	static char *how;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_prestate(no_change, &how),
		cmocka_unit_test_prestate(step, &how),
	};

	how = argc > 1 ? argv[1] : "";
	return cmocka_run_group_tests(tests, NULL, NULL);
}
