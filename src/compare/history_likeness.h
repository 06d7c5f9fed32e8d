/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_HISTORY_LIKENESS_H
#define BPFTAX_COMPARE_HISTORY_LIKENESS_H

/*
 * What runs have to have in common to stand in one history: the machine and its clock, and the
 * settings that say what an event or a window is.  Private to src/compare.
 */

#include "store/store.h"

/* A new reference, NULL without memory: the facts and settings that count, by their names. */
json_t *likeness_of(const struct run_record *run, json_t *facts);

/*
 * *ret_reason: "accelerator: kvm, in the newest run tcg" for the first that differs, which the
 * caller frees, or NULL when the runs are alike.  0 or -ENOMEM.
 */
int likeness_difference(const json_t *own, const json_t *newest, char **ret_reason);

#endif
