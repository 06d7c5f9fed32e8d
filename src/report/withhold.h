/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_REPORT_WITHHOLD_H
#define BPFTAX_REPORT_WITHHOLD_H

/*
 * Takes back the effects of a workload in the metrics in which its two baselines differ.
 * Private to the model.
 *
 * Both baselines of a block are the same thing; where the interval of one against the other
 * (baseline-aa) excludes 0, either chance did it, in one run of twenty, or something that no
 * interval of this run knows about.  An effect is then absent, withheld says that it was there,
 * and its method why it is not given.
 */

#include "report/model.h"

/* results: those of one workload. */
void withhold_effects(struct report_result *results, size_t count);

#endif
