/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_WITHHOLD_H
#define BPFTAX_ESTIMATE_WITHHOLD_H

/*
 * Takes back the effects of a workload in the metrics in which its two baselines differ.
 * Private to the model.
 *
 * Both baselines of a block are the same thing; where one differs from the other (baseline-aa)
 * beyond what chance does, something is at work that no interval of this run knows about.  An
 * effect is then absent, and withheld says that it was there and why it is not given.
 *
 *	withhold_effects(report->results, report->result_count);
 *	if (baselines_differ(&pair->effects[metric]))
 *		say why;
 */

#include "estimate/types.h"

/*
 * At most this often is anything of a run withheld by chance: p of its baselines' comparisons, in
 * all workloads and metrics together, adjusted by Holm.  At .05 for each, a run of three workloads
 * and ten metrics would lose something every third time.
 */
#define BASELINES_DIFFER_P .01

/*
 * results: all of a run.  Gives the p of its baselines' comparisons their p_adjusted, and
 * withholds. Returns 0 or -ENOMEM.
 */
int withhold_effects(struct report_result *results, size_t count);

/* effect: of a baseline-aa, after withhold_effects. */
bool baselines_differ(const struct effect *effect);

#endif
