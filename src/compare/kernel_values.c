// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/kernel_values.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "compare/cost_metric.h"
#include "stats/clusters.h"
#include "stats/effect.h"
#include "stats/shift.h"

void kernel_values_release(struct kernel_values *values)
{
	cost_values_release(&values->all);
	cost_values_release(&values->of_boots);
}

static int append(struct cost_values *all, const struct cost_values *own)
{
	size_t count = all->count + own->count;
	double *ratios = reallocarray(all->ratios, count + 1, sizeof(*ratios));
	double *absolutes = reallocarray(all->absolutes, count + 1, sizeof(*absolutes));

	all->ratios = ratios ? ratios : all->ratios;
	all->absolutes = absolutes ? absolutes : all->absolutes;
	if (!ratios || !absolutes)
		return -ENOMEM;
	memcpy(ratios + all->count, own->ratios, own->count * sizeof(*ratios));
	memcpy(absolutes + all->count, own->absolutes, own->count * sizeof(*absolutes));
	all->count = count;
	all->exact = own->exact;
	return 0;
}

/* The logarithm of what percent is of: of an event its cost, of an operation its effect's factor.
 */
static double ratio_of(const struct report_result *result, const struct effect *effect)
{
	double cost = effect->absolute.estimate;

	if (workload_kind_of(result->workload) != WORKLOAD_EVENT)
		return log_ratio_of_percent(effect->percent.estimate);
	return cost > 0 ? log(cost) : NAN;
}

static int append_boot(struct kernel_values *values, const struct report_result *result,
		       enum metric metric)
{
	const struct effect *effect = &result->effects[metric];
	double absolute = effect->absolute.estimate, ratio = ratio_of(result, effect);
	const struct cost_values boot = {
		.ratios = &ratio, .absolutes = &absolute, .count = 1, .exact = values->all.exact
	};

	return append(&values->of_boots, &boot);
}

static int add_boot(const struct report *report, const struct cost_key *key,
		    struct kernel_values *values)
{
	CLEANUP(cost_values_release) struct cost_values own = { 0 };
	const struct report_result *result =
	    report_result_find(report, key->configuration, key->workload);
	int code;

	if (cost_is_missing(report, result, key->metric))
		return 0;
	code = cost_values_collect(report, result, key->metric, &own);
	if (code < 0 || !own.count)
		return code;
	code = append(&values->all, &own);
	return code < 0 ? code : append_boot(values, result, key->metric);
}

int kernel_values_collect(const struct run_report *run, size_t group, const struct cost_key *key,
			  struct kernel_values *ret_values)
{
	int code = 0;

	for (size_t i = cell_group_next(run, group, SIZE_MAX); i != SIZE_MAX && code == 0;
	     i = cell_group_next(run, group, i))
		code = add_boot(run->reports[i], key, ret_values);
	return code;
}

/* Of one kind of values of each side. */
struct samples {
	const double *a, *b;
	size_t m, n;
};

static void widen(struct interval *interval, const struct interval *least)
{
	interval->low = fmin(interval->low, least->low);
	interval->high = fmax(interval->high, least->high);
}

static int shift_of(enum shift_basis basis, const struct samples *all,
		    const struct samples *of_boots, double level, struct estimate *ret)
{
	struct estimate of_blocks;
	int code;

	if (basis == SHIFT_EXACT)
		return shift_exact(all->a, all->m, all->b, all->n, ret);
	code = shift_estimate(all->a, all->m, all->b, all->n, level, &of_blocks);
	*ret = of_blocks;
	if (code < 0 || basis == SHIFT_OF_BLOCKS)
		return code;
	clusters_shift(of_boots->a, of_boots->m, of_boots->b, of_boots->n, level, ret);
	widen(&ret->interval, &of_blocks.interval);
	return 0;
}

static struct samples absolutes_of(const struct cost_values *a, const struct cost_values *b)
{
	return (struct samples){ a->absolutes, b->absolutes, a->count, b->count };
}

static struct samples ratios_of(const struct cost_values *a, const struct cost_values *b)
{
	return (struct samples){ a->ratios, b->ratios, a->count, b->count };
}

static bool all_finite(const struct cost_values *values)
{
	for (size_t i = 0; i < values->count; i++)
		if (isfinite(values->absolutes[i]) && !isfinite(values->ratios[i]))
			return false;
	return true;
}

static bool have_percent(const struct kernel_values *values)
{
	return all_finite(&values->all) && all_finite(&values->of_boots);
}

static double percent_of(double log_ratio)
{
	return isnan(log_ratio) ? NAN : percent_of_log_ratio(log_ratio);
}

static void to_percent(struct estimate *ratio)
{
	ratio->interval = (struct interval){
		percent_of(ratio->interval.estimate),
		percent_of(ratio->interval.low),
		percent_of(ratio->interval.high),
	};
}

static enum shift_basis basis_of(const struct kernel_values *a, const struct kernel_values *b)
{
	if (a->all.exact && b->all.exact)
		return SHIFT_EXACT;
	return a->of_boots.count > 1 || b->of_boots.count > 1 ? SHIFT_OF_BOOTS : SHIFT_OF_BLOCKS;
}

int kernel_values_shift(const struct kernel_values *a, const struct kernel_values *b, double level,
			struct shift *ret_shift)
{
	const struct samples all = absolutes_of(&a->all, &b->all);
	const struct samples boots = absolutes_of(&a->of_boots, &b->of_boots);
	const struct samples ratios = ratios_of(&a->all, &b->all);
	const struct samples boot_ratios = ratios_of(&a->of_boots, &b->of_boots);
	int code;

	*ret_shift =
	    (struct shift){ .basis = basis_of(a, b), .percent = { .interval = { NAN, NAN, NAN } } };
	code = shift_of(ret_shift->basis, &all, &boots, level, &ret_shift->absolute);
	if (code < 0 || !have_percent(a) || !have_percent(b))
		return code;
	code = shift_of(ret_shift->basis, &ratios, &boot_ratios, level, &ret_shift->percent);
	to_percent(&ret_shift->percent);
	return code;
}
