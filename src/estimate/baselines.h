/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_BASELINES_H
#define BPFTAX_ESTIMATE_BASELINES_H

/*
 * Which configuration of a workload the others are held against.
 *
 *	size_t c = baseline_choose(data, &samples);
 *
 *	if (c != SIZE_MAX)
 *		name = data->configurations[c].name;
 *
 * Pure.
 */

#include <stddef.h>
#include "estimate/samples.h"

/* `baseline`, or when the study has statistics on only, `baseline-stat`.  SIZE_MAX: neither. */
size_t baseline_choose(const struct run_data *data, const struct workload_samples *samples);

/*
 * What configurations with statistics are held against where that is not the same: a saturated
 * receiver carries ballast, which is a program as well, and statistics make each of its runs
 * dearer with a configuration or without.  SIZE_MAX where it is the same.
 */
size_t baseline_with_statistics(const struct run_data *data, const struct workload_samples *samples,
				const char *workload);

#endif
