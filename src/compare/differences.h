/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_DIFFERENCES_H
#define BPFTAX_COMPARE_DIFFERENCES_H

/*
 * What two runs do not have in common: the facts of their machines, their settings and the version
 * of bpftax.
 */

#include "compare/partners.h"

/*
 * What the machines of partners, and the runs' settings, do not have in common, and kernels without
 * a partner; as sentences, which the caller frees (text_words_free()), also after a failure.  0 or
 * -ENOMEM.
 */
int differences_list(const struct run_report *a, const struct run_report *b,
		     const struct partners *partners, size_t partner_count, char ***ret_sentences,
		     size_t *ret_count);

/*
 * Of the facts of two machines, which may be NULL: -EINVAL (ERROR_USAGE) when one's nanoseconds are
 * an emulator's and the other's a real CPU's; otherwise 0.
 */
int differences_refuse(const json_t *a, const json_t *b, struct error *err);

/* A value as a sentence has it, a string without its quotes; NULL is "not known".  Caller frees. */
char *difference_value_text(const json_t *value);

#endif
