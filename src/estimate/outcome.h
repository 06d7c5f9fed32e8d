/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_OUTCOME_H
#define BPFTAX_ESTIMATE_OUTCOME_H

/*
 * A result as the outcome of a test, for junit and ktap: measured passed, unsupported and
 * no-workload were skipped, everything else failed; so did a program of somebody's object that no
 * kernel of the run can have.
 */

#include "estimate/types.h"

enum outcome { OUTCOME_PASSED, OUTCOME_SKIPPED, OUTCOME_FAILED, OUTCOME_COUNT };

enum outcome outcome_of(const struct report_result *result);

/* Whether the result is a test at all: baseline-aa is a control, no configuration. */
bool outcome_is_test(const struct report_result *result);

/*
 * Whether something is unsupported in every cell that has a result of it: what one kernel of
 * several has not is measured on the others, and was not asked for in vain.
 */
bool outcome_nowhere_supported(const struct run_data *data);

/* How many tests of the workload (NULL: of all) had each outcome. */
void outcome_count(const struct report *report, const char *workload, size_t counts[OUTCOME_COUNT]);

#endif
