/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_VALUES_H
#define BPFTAX_VALUES_H

/*
 * What may stand behind an option or as an argument, for completion.
 *
 *	struct values values;
 *
 *	values_of_option(option_find("mechanism", OPTION_FOR_RUN), &values);
 *	values.kind                                     // VALUES_LIST
 *	values.words                                    // tracepoint, ..., all
 *
 * Nothing new is to be said for a new option: its words, its check or the name of its argument
 * (FILE, DIR, KERNEL, RUN, STUDY) tell.
 */

#include <stdbool.h>
#include <stddef.h>
#include "study/options.h"

enum values_kind {
	VALUES_NONE, /* something, but nothing to offer */
	VALUES_WORDS,
	VALUES_LIST, /* words, by commas */
	VALUES_FILE,
	VALUES_DIRECTORY,
	VALUES_KERNEL, /* `bpftax list kernels`, host, or a file */
	VALUES_STUDY,  /* `bpftax list studies`, or a file */
	VALUES_RUN,    /* `bpftax list runs` */
};

#define VALUES_WORDS_MAX 160

struct values {
	enum values_kind kind;
	const char *words[VALUES_WORDS_MAX]; /* borrowed from the tables */
	const char *helps[VALUES_WORDS_MAX]; /* what each means, in short; or NULL */
	size_t count;
	bool repeated;	  /* an argument that is the last and may come again */
	char buffer[256]; /* what words of arguments point into: keep *values where it is */
};

/* "none", "words", "list", "file", "directory", "kernel", "study", "run". */
const char *values_kind_name(enum values_kind kind);

void values_of_option(const struct option_row *row, struct values *ret_values);

/*
 * The argument at this position, from 0, of what `arguments` shows, as in "A B" or
 * "fetch|list|rm [KERNEL...]"; a last one with dots is there for ever.  False when there is none.
 */
bool values_of_argument(const char *arguments, size_t position, struct values *ret_values);

#endif
