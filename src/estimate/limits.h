/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_LIMITS_H
#define BPFTAX_ESTIMATE_LIMITS_H

/*
 * What limits a workload whose client is on the guest's host: where its datagrams went, by
 * difference of what was counted on the way, and who had the host's CPUs.
 *
 *	workload->limits = limits_of(&measuring);
 *	if (limits_present(&workload->limits))
 *		tell(&workload->limits);
 *
 * All of it is of the baseline's windows together.
 */

#include <stdbool.h>
#include "estimate/measure.h"

bool limits_present(const struct report_limits *limits);

struct report_limits limits_of(const struct measuring *measuring);

#endif
