/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RECEIVERS_H
#define BPFTAX_RECEIVERS_H

/*
 * How loaded the receiver of a workload is (protocol/workload_list.h): --receiver turns the one
 * that flows into the workloads that are meant.  Private to src/study.
 */

#include "common/error.h"
#include "study/study.h"

/* With receivers free and saturated, the one that flows becomes two.  0 or -ENOMEM. */
int receivers_expand(struct study *study);

/* Whether a receiver other than the free one can be had with this protocol, client and guest. */
bool receivers_can_be_loaded(const struct study *study);

/* Refuses what cannot be: a receiver without its workload, or where its pace cannot be kept. */
int receivers_check(const struct study *study, struct error *err);

#endif
