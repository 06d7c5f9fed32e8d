/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STATS_TEST_H
#define STATS_TEST_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define assert_near(actual, expected) assert_double_equal_(actual, expected, 1e-9, __LINE__)

static inline void assert_double_equal_(double actual, double expected, double within, int line)
{
	if (!(fabs(actual - expected) <= within * fmax(1, fabs(expected))))
		fail_msg("line %d: %.12g is not %.12g", line, actual, expected);
}

/* A reproducible sequence in (0, 1) for property tests (Park and Miller's generator). */
static inline double draw(uint64_t *state)
{
	*state = *state * 48271 % 2147483647;
	return (double)*state / 2147483647;
}

static inline void shuffle(double *values, size_t count, uint64_t *state)
{
	for (size_t i = count - 1; i > 0; i--) {
		size_t j = (size_t)(draw(state) * (double)(i + 1));
		double kept = values[i];

		values[i] = values[j];
		values[j] = kept;
	}
}

#endif
