/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_VARIANTS_H
#define BPFTAX_VARIANTS_H

/*
 * Which programs of a study are measured at scale (protocol/variant.h): --threads,
 * --programs-on-hook and --functions turn each program into several.  Private to src/study.
 */

#include "common/error.h"
#include "study/study.h"

/* Adds map@2threads, ... behind each program; also the guest's CPUs that they need.  0, -ENOMEM. */
int variants_expand(struct study *study);

/* Refuses what cannot be: variants under a workload, more threads than the CPUs asked for. */
int variants_check(const struct study *study, struct error *err);

#endif
