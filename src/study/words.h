/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_H
#define BPFTAX_WORDS_H

/*
 * Words that a study may contain, and the sentence that refuses the others.
 *
 *	if (mechanism_word_check("fentri", &err) < 0)
 *		...   // unknown mechanism 'fentri'; did you mean 'fentry'?
 */

#include <stddef.h>
#include "common/error.h"

/* Each returns 0, or -EINVAL with ERROR_USAGE and what would be valid. */
int workload_word_check(const char *word, struct error *err);
/* Only those in which each operation is alike: what flows is not recorded. */
int recorded_workload_word_check(const char *word, struct error *err);
int receiver_word_check(const char *word, struct error *err);  /* free, paced, saturated */
int mechanism_word_check(const char *word, struct error *err); /* a mechanism's name, or all */
int program_word_check(const char *word, struct error *err);   /* a program's name, or all */
int threads_word_check(const char *word, struct error *err);   /* 1 to VARIANT_THREADS_MAX */
int programs_on_hook_word_check(const char *word, struct error *err);
int functions_word_check(const char *word, struct error *err);
int function_word_check(const char *word, struct error *err);	/* a C identifier, dots allowed */
int tracepoint_word_check(const char *word, struct error *err); /* CATEGORY:NAME */
int assignment_check(const char *word, struct error *err); /* NAME=VALUE, neither of them empty */

/*
 * Always -EINVAL: "unknown WHAT 'WORD'; did you mean '...'?", or, when nothing is near, all
 * that is known.
 */
int word_unknown(const char *what, const char *word, const char *const *known, size_t count,
		 struct error *err);

#endif
