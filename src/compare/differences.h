/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_DIFFERENCES_H
#define BPFTAX_COMPARE_DIFFERENCES_H

/*
 * What two runs do not have in common: the facts of their machines, their settings and the version
 * of bpftax.  Private to src/compare.
 */

#include "compare/compare.h"

/* Appends to compare->differences.  Returns 0 or -ENOMEM. */
int differences_add(struct compare *compare);

/*
 * -EINVAL (ERROR_USAGE) when one run's nanoseconds are an emulator's and the other's a real CPU's;
 * otherwise 0.
 */
int differences_refuse(const struct run_data *a, const struct run_data *b, struct error *err);

/* A value as a sentence has it, a string without its quotes; NULL is "not known".  Caller frees. */
char *difference_value_text(const json_t *value);

#endif
