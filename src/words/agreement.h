/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_AGREEMENT_H
#define BPFTAX_WORDS_AGREEMENT_H

/*
 * Whether predictions and measurements of a workload agree together, for a reader.
 *
 *	agreement_tell(&report->agreements[0], &text);
 */

#include "common/text_buffer.h"
#include "estimate/agreement.h"

/*
 * "together: measured lies 4.1 points [1.2, 7.0] below what the curve predicts (p .003): no, they
 * do not agree, though 17 of 20 do by themselves".  Without a full stop.
 */
void agreement_tell(const struct agreement *agreement, struct text_buffer *text);

#endif
