/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_DIFFERENCES_H
#define BPFTAX_COMPARE_DIFFERENCES_H

/*
 * What two runs do not have in common: the facts of their machines, their settings and the version
 * of bpftax.
 */

#include "store/store.h"

/* As sentences, which the caller frees (text_words_free()), also after a failure.  0 or -ENOMEM. */
int differences_list(const struct run_data *a, const struct run_data *b, char ***ret_sentences,
		     size_t *ret_count);

/*
 * -EINVAL (ERROR_USAGE) when one run's nanoseconds are an emulator's and the other's a real CPU's;
 * otherwise 0.
 */
int differences_refuse(const struct run_data *a, const struct run_data *b, struct error *err);

/* A value as a sentence has it, a string without its quotes; NULL is "not known".  Caller frees. */
char *difference_value_text(const json_t *value);

#endif
