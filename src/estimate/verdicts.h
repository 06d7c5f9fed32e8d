/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_VERDICTS_H
#define BPFTAX_ESTIMATE_VERDICTS_H

/*
 * Fills the verdicts of a report, and whether its receivers were saturated, from its effects.
 * verdict.h has the rules.
 */

#include "estimate/types.h"

/* Once every effect is there, adjusted and withheld.  micro has no verdicts. */
void verdicts_fill(struct report *report);

/* What the verdict of a measured result goes by; points into report and result. */
struct verdict_evidence verdict_evidence_of(const struct report *report,
					    const struct report_result *result);

#endif
