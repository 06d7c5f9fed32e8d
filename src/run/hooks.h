/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_HOOKS_H
#define BPFTAX_RUN_HOOKS_H

/*
 * Before anything is measured: does the kernel have what the study hooks, and which hooks can
 * stand for the baseline's sham?  Internal to src/run.
 */

#include "run/bench.h"

/*
 * Checks the study's function and tracepoint where its mechanisms use them.  A hook that the user
 * named and that does not exist: -EINVAL, ERROR_USAGE, with similar names.  A default one that
 * this kernel lacks is left to the mechanisms to report.
 */
int hooks_check(struct bench *bench, struct error *err);

/* Finds the sham hooks and tries them with every mechanism of the study. */
int hooks_rehearse(struct bench *bench, struct error *err);

#endif
