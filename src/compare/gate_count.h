/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_GATE_COUNT_H
#define BPFTAX_COMPARE_GATE_COUNT_H

/*
 * How many a gate passed and failed of a comparison, what it said of the verifier included.
 *
 *	status = gate_count(compare).failed ? 1 : 0;
 */

#include "compare/gate.h"

struct gate_counts gate_count(const struct compare *compare);

#endif
