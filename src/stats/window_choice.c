// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/window_choice.h"

#include <math.h>
#include <stdbool.h>

double window_pair_sd(const double *pairs, size_t count)
{
	double sum = 0;
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		if (isnan(pairs[i]))
			continue;
		sum += fabs(pairs[i]);
		n++;
	}
	return n ? sum / (double)n * sqrt(M_PI) / 2 : NAN;
}

#define ROUNDS 4
#define AS_GOOD 1.08 /* times the least error */

struct variance {
	double averaged, floor; /* a and c */
};

/* The sums of a regression of L v on L. */
struct sums {
	double n, x, y, xx, xy;
};

/* A variance is seen within a share of itself, the smaller the more pairs there are. */
static void sums_add(struct sums *sums, const struct window_trial *trial, double sd,
		     const struct variance *before)
{
	double x = trial->length_s, y = x * sd * sd;
	double expected = before->averaged + before->floor * x;
	double pairs = (double)trial->pair_count;
	double weight = expected > 0 ? pairs / (expected * expected) : pairs;

	sums->n += weight;
	sums->x += weight * x;
	sums->y += weight * y;
	sums->xx += weight * x * x;
	sums->xy += weight * x * y;
}

/* With a or c below 0, the other alone. */
static struct variance sums_fit(const struct sums *sums)
{
	double spread = sums->n * sums->xx - sums->x * sums->x;
	double slope = spread > 0 ? (sums->n * sums->xy - sums->x * sums->y) / spread : 0;
	struct variance fit = { (sums->y - slope * sums->x) / sums->n, slope };

	if (slope < 0)
		fit = (struct variance){ sums->y / sums->n, 0 };
	else if (fit.averaged < 0)
		fit = (struct variance){ 0, sums->xy / sums->xx };
	return fit;
}

static struct variance variance_refit(const struct window_trial *trials, size_t count,
				      double settle_s, const struct variance *before)
{
	struct sums sums = {};

	for (size_t i = 0; i < count; i++) {
		double sd = window_pair_sd(trials[i].pairs, trials[i].pair_count);

		if (trials[i].settle_s == settle_s && !isnan(sd))
			sums_add(&sums, &trials[i], sd, before);
	}
	return sums.n > 0 ? sums_fit(&sums) : (struct variance){ NAN, NAN };
}

/* Of all trials that settled as long; the weights are those of the fit before. */
static struct variance variance_fit(const struct window_trial *trials, size_t count,
				    double settle_s)
{
	struct variance fit = { 1, 0 };

	for (int round = 0; round < ROUNDS; round++)
		fit = variance_refit(trials, count, settle_s, &fit);
	return fit;
}

static size_t least_error(const struct window_figure *figures, size_t count)
{
	size_t least = count;

	for (size_t i = 0; i < count; i++)
		if (!isnan(figures[i].error) &&
		    (least == count || figures[i].error < figures[least].error))
			least = i;
	return least;
}

/* Of those that are as good, the longest; of these, what settles longest. */
static bool is_longer(const struct window_trial *one, const struct window_trial *other)
{
	if (one->length_s != other->length_s)
		return one->length_s > other->length_s;
	return one->settle_s > other->settle_s;
}

size_t window_choose(const struct window_trial *trials, size_t count, struct window_figure *figures)
{
	size_t best;

	for (size_t i = 0; i < count; i++) {
		struct variance fit = variance_fit(trials, count, trials[i].settle_s);
		double variance = fit.averaged / trials[i].length_s + fit.floor;
		double sd = window_pair_sd(trials[i].pairs, trials[i].pair_count);

		figures[i] = (struct window_figure){
			.sd = sd,
			.sd_fitted = sqrt(variance),
			.error = isnan(sd) ? NAN : sqrt(variance * trials[i].wall_s),
		};
	}
	best = least_error(figures, count);
	if (best == count)
		return count;
	for (size_t i = 0, least = best; i < count; i++)
		if (figures[i].error <= AS_GOOD * figures[least].error &&
		    is_longer(&trials[i], &trials[best]))
			best = i;
	return best;
}
