// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/response.h"

#include <math.h>

enum line { LINE_LOW, LINE_ESTIMATE, LINE_HIGH };

static double line_value(const struct response_point *point, enum line line)
{
	const double values[] = { point->value.low, point->value.estimate, point->value.high };

	return values[line];
}

size_t response_place(const struct response *curve, double cost, double *ret_share)
{
	for (size_t i = 1; i < curve->count; i++) {
		const struct response_point *left = &curve->points[i - 1], *right = left + 1;

		if (right->cost <= left->cost || cost < left->cost || cost > right->cost)
			continue;
		*ret_share = (cost - left->cost) / (right->cost - left->cost);
		return i;
	}
	return 0;
}

static double line_at(const struct response *curve, enum line line, double cost)
{
	double share, left;
	size_t right = response_place(curve, cost, &share);

	if (!right)
		return NAN;
	left = line_value(&curve->points[right - 1], line);
	return left + share * (line_value(&curve->points[right], line) - left);
}

/* The extreme of a line between two costs: at an end, or at a point between. */
static double line_extreme(const struct response *curve, enum line line, double from, double to)
{
	double (*const more)(double, double) = line == LINE_LOW ? fmin : fmax;
	double extreme = more(line_at(curve, line, from), line_at(curve, line, to));

	for (size_t i = 0; i < curve->count; i++)
		if (curve->points[i].cost > from && curve->points[i].cost < to)
			extreme = more(extreme, line_value(&curve->points[i], line));
	return extreme;
}

struct interval response_at(const struct response *curve, struct interval cost)
{
	double from = isnan(cost.low) ? cost.estimate : cost.low;
	double to = isnan(cost.high) ? cost.estimate : cost.high;

	return (struct interval){
		.estimate = line_at(curve, LINE_ESTIMATE, cost.estimate),
		.low = line_extreme(curve, LINE_LOW, from, to),
		.high = line_extreme(curve, LINE_HIGH, from, to),
	};
}

static double line_crossing(const struct response *curve, enum line line, double level, bool rising)
{
	for (size_t i = 0; i < curve->count; i++) {
		const struct response_point *here = &curve->points[i];
		double right = line_value(here, line), left;

		if (isnan(right) || (rising ? right < level : right > level))
			continue;
		if (i == 0)
			return here->cost;
		left = line_value(here - 1, line);
		return here[-1].cost +
		       (here->cost - here[-1].cost) * (level - left) / (right - left);
	}
	return NAN;
}

struct interval response_crossing(const struct response *curve, double level, bool rising)
{
	if (!curve->count || isnan(curve->points[0].value.estimate))
		return (struct interval){ NAN, NAN, NAN };
	return (struct interval){
		.estimate = line_crossing(curve, LINE_ESTIMATE, level, rising),
		.low = line_crossing(curve, rising ? LINE_HIGH : LINE_LOW, level, rising),
		.high = line_crossing(curve, rising ? LINE_LOW : LINE_HIGH, level, rising),
	};
}

struct interval interval_difference(struct interval one, struct interval other)
{
	double difference = one.estimate - other.estimate;

	return (struct interval){
		.estimate = difference,
		.low = difference - hypot(one.estimate - one.low, other.high - other.estimate),
		.high = difference + hypot(one.high - one.estimate, other.estimate - other.low),
	};
}
