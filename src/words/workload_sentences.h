/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_WORKLOAD_SENTENCES_H
#define BPFTAX_WORDS_WORKLOAD_SENTENCES_H

/*
 * What is told of each workload; sentences.c has their order.  Each says nothing where there is
 * nothing to say.  All return 0 or -ENOMEM.
 */

#include "words/say.h"

/* sentences_blocks.c: how many blocks, what was dropped, and what the machine's counters excluded.
 */
int say_blocks(struct sentences *to, const struct report_workload *workload);
int say_exclusions(struct sentences *to, const struct report_workload *workload);
int say_covariates(struct sentences *to, const struct report_workload *workload);

/* sentences_pair.c: the two baselines against each other. */
int say_baseline_pair(struct sentences *to, const struct report_workload *workload);

/* sentences_traffic.c: whether throughput shows a cost, the response to known delays, feedback. */
int say_saturation(struct sentences *to, const struct report_workload *workload);
int say_statistics_baseline(struct sentences *to, const struct report_workload *workload);
int say_response(struct sentences *to, const struct report_workload *workload);
int say_feedback(struct sentences *to, const struct report_workload *workload);

/* sentences_hits.c: what one run of a program costs where it does not run once for each
 * operation. */
int say_hits(struct sentences *to, const struct report_workload *workload);

/* sentences_lower_bound.c: programs whose cost is a lower bound, and why. */
int say_lower_bound(struct sentences *to, const struct report_workload *workload);

/* sentences_together.c: programs of an object that are attached, and whose cost is in no figure. */
int say_not_run(struct sentences *to, const struct report_workload *workload);

/* sentences_where.c: what runs, but not within what is timed. */
int say_where(struct sentences *to, const struct report_workload *workload);

/* sentences_delays.c: under udp-drain, whether known delays come back. */
int say_delays_returned(struct sentences *to, const struct report_workload *workload);

/* sentences_unmeasured.c: configurations without a result, with the reason. */
int say_unmeasured(struct sentences *to, const struct report_workload *workload);

#endif
