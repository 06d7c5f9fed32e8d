/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_SATURATION_H
#define BPFTAX_ESTIMATE_SATURATION_H

/*
 * Whether a receiver is saturated, by the one rule there is: of a workload as it stands, and of the
 * cost at which one gets there (responses.h).
 */

#include <stdbool.h>
#include "protocol/saturation.h"

/* NaN: not known, which proves nothing. */
bool receiver_is_saturated(double busy, double sleeps_per_operation);

#endif
