/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_MICRO_INJECTED_H
#define BPFTAX_ESTIMATE_MICRO_INJECTED_H

/*
 * Whether work of a known size comes back: the cost of alu-0, alu-50, ... under one mechanism
 * against the time that their bodies take alone.  The slope is 1 when micro measures nanoseconds
 * and not something that grows with them.
 *
 *	micro_injected_fill(report);     // result.micro.injected of the alu rows
 */

#include "estimate/types.h"

/*
 * Of each reload round the least-squares slope of the costs on the bodies' own times (medians over
 * all reloads, so that their error does not flatten it); then the mean and Student's t over rounds.
 * Three programs at least.  0 or -ENOMEM.
 */
int micro_injected_fill(struct report *report);

#endif
