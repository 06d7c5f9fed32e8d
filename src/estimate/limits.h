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
 * All of it is of the baseline's windows together.  A client that goes on through the windows of a
 * switch run does not tell what it sent in one: the shares are then of what arrived at QEMU's
 * socket, and what was lost between that and the guest's card is not known.
 */

#include <stdbool.h>
#include "estimate/measure.h"

/* Whether datagrams come from the guest's host at all; within the guest there is no such way. */
bool client_is_on_host(const struct run_data *data);

bool limits_present(const struct report_limits *limits);

struct report_limits limits_of(const struct measuring *measuring);

#endif
