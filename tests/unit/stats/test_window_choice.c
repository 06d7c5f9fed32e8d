// SPDX-License-Identifier: GPL-2.0-or-later
/* The length of a window: by hand, and on simulated noise where the best length is known. */
#include "stats_test.h"

#include "stats/window_choice.h"

#define LENGTHS 5
#define PAIRS_MOST 400

static const double lengths_s[LENGTHS] = { .02, .05, .1, .25, .5 };

/* Windows whose variance is averaged / L + floor, and that take overhead_s beside their length. */
struct noise {
	double averaged, floor, overhead_s;
};

static double normal(uint64_t *state)
{
	return sqrt(-2 * log(draw(state))) * cos(2 * M_PI * draw(state));
}

static double error_of(const struct noise *noise, double length_s)
{
	return sqrt((noise->averaged / length_s + noise->floor) * (length_s + noise->overhead_s));
}

static double pairs[LENGTHS][PAIRS_MOST];

static size_t choose(const struct noise *noise, size_t pair_count, uint64_t *state)
{
	struct window_trial trials[LENGTHS];
	struct window_figure figures[LENGTHS];

	for (size_t i = 0; i < LENGTHS; i++) {
		double sd = sqrt(noise->averaged / lengths_s[i] + noise->floor);

		for (size_t j = 0; j < pair_count; j++)
			pairs[i][j] = sd * (normal(state) - normal(state));
		trials[i] = (struct window_trial){ .length_s = lengths_s[i],
						   .wall_s = lengths_s[i] + noise->overhead_s,
						   .pairs = pairs[i],
						   .pair_count = pair_count };
	}
	return window_choose(trials, LENGTHS, figures);
}

/* What averages out wants long windows, what does not short ones. */
static void the_best_length_is_found(void **state)
{
	static const struct {
		struct noise noise;
		size_t best;
	} cases[] = {
		{ { 1e-4, 0, .2 }, 4 },	   /* white noise: the overhead alone counts */
		{ { 0, 1e-4, .2 }, 1 },	   /* a floor: .02 is best, .05 within 7 % of it */
		{ { 1e-5, 2e-4, .2 }, 2 }, /* the best length is sqrt(a overhead / c) = .1 */
		{ { 0, 1e-4, .01 }, 0 },   /* a floor, and little overhead: .05 would cost 40 % */
	};
	uint64_t seed = 4711;

	(void)state;
	for (size_t c = 0; c < sizeof(cases) / sizeof(*cases); c++)
		assert_int_equal(choose(&cases[c].noise, PAIRS_MOST, &seed), cases[c].best);
}

/* From a few pairs the very best is not found each time, but what is lost is little. */
static void few_pairs_lose_little(void **state)
{
	const struct noise noise = { 1e-5, 2e-4, .2 };
	double least = error_of(&noise, .1), lost = 0;
	uint64_t seed = 99;

	(void)state;
	for (int run = 0; run < 1000; run++)
		lost += error_of(&noise, lengths_s[choose(&noise, 6, &seed)]) / least - 1;
	assert_true(lost / 1000 < .1); /* the worst lengths lose 31 %, the mean of all 15 */
}

static void by_hand(void **state)
{
	const double pairs_short[] = { .2, -.2, NAN }, pairs_long[] = { -.1, .1, .1 };
	const struct window_trial trials[] = {
		{ .settle_s = .1, .length_s = .1, .wall_s = .3, pairs_short, 3 },
		{ .settle_s = .1, .length_s = .4, .wall_s = .6, pairs_long, 3 },
		{ .settle_s = .2, .length_s = .4, .wall_s = .7, NULL, 0 },
	};
	struct window_figure figures[3];

	(void)state;
	assert_int_equal(window_choose(trials, 3, figures), 1);
	assert_near(figures[0].sd, .1 * sqrt(M_PI));
	assert_near(figures[1].sd, .05 * sqrt(M_PI));
	assert_near(figures[1].sd_fitted, figures[1].sd); /* four times the length, half the sd */
	assert_near(figures[1].error, figures[1].sd * sqrt(.6));
	assert_true(isnan(figures[2].sd) && isnan(figures[2].error));
}

/* A fake's windows are all the same: no error at all, whatever the length. */
static void without_noise_the_longest_will_do(void **state)
{
	const double same[] = { 0, 0 };
	const struct window_trial trials[] = {
		{ .settle_s = .1, .length_s = .1, .wall_s = .3, same, 2 },
		{ .settle_s = .1, .length_s = .4, .wall_s = .6, same, 2 },
	};
	struct window_figure figures[2];

	(void)state;
	assert_int_equal(window_choose(trials, 2, figures), 1);
	assert_true(figures[1].error == 0);
}

static void nothing_seen_nothing_chosen(void **state)
{
	const struct window_trial trial = { .length_s = 1, .wall_s = 1 };
	struct window_figure figure;

	(void)state;
	assert_int_equal(window_choose(&trial, 1, &figure), 1);
	assert_int_equal(window_choose(&trial, 0, &figure), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_best_length_is_found),
		cmocka_unit_test(few_pairs_lose_little),
		cmocka_unit_test(by_hand),
		cmocka_unit_test(without_noise_the_longest_will_do),
		cmocka_unit_test(nothing_seen_nothing_chosen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
