/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_KERNEL_WORD_H
#define BPFTAX_KERNEL_WORD_H

/*
 * A word of a study's kernels that is of one architecture alone, in apt's form: NAME:ARCHITECTURE
 * or NAME:ARCHITECTURE=VERSION, "debian-7.3-cloud:arm64=7.3.4-1".  Where a study has several
 * architectures, what a pattern brings of each is named so: they have not fetched the same.  Pure.
 *
 *	if (kernel_word_is_for(word, "arm64"))
 *		name = kernel_word_plain(word);		// "debian-7.3-cloud=7.3.4-1", to be freed
 */

#include <stdbool.h>
#include "study/study.h"

/* The architecture that it names (architectures.h), NULL where it means any: so does every path. */
const char *kernel_word_architecture(const char *word);

/* Whether it is of this architecture, or of any. */
bool kernel_word_is_for(const char *word, const char *architecture);

/* Whether one of the study's architectures is its own. */
bool kernel_word_is_measured(const char *word, const struct study *study);

/* The word without its architecture, to be freed; NULL: no memory. */
char *kernel_word_plain(const char *word);

/* A plain word of this architecture alone, to be freed; NULL: no memory. */
char *kernel_word_of(const char *plain, const char *architecture);

#endif
