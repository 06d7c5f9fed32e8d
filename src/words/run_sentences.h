/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_RUN_SENTENCES_H
#define BPFTAX_WORDS_RUN_SENTENCES_H

/*
 * What a reader has to know of a run as a whole, around what is told of each of its cells
 * (sentences.h): whether it was cut off, which cells failed, what is not measured on which kernel,
 * which boots that count differ; and at the end how its time was spent and its notes.
 *
 *	CLEANUP(sentences_release) struct sentences sentences = { 0 };
 *
 *	if (run_sentences_build(run, &sentences) < 0) // each with its cell where there are several
 *		return -ENOMEM;
 *
 * All return 0 or -ENOMEM.
 */

#include "estimate/run_report.h"
#include "words/sentences.h"

/* "bpftax run 7c638625, 2026-11-27T01:04:56Z, 16m 54s: study ..."; as it came, for who prints to
 * escape and to free.  NULL without memory. */
char *run_heading(const struct run_record *run);

/* The same without how it was measured, for a page that has to be short. */
char *run_short_heading(const struct run_record *run);

/* What a reader of the run's figures has to be warned of, once; NULL: of nothing. */
const char *run_warning(const struct run_report *run);

/* Whether it was cut off, and which cells failed or were not reached. */
int say_run_incomplete(struct sentences *to, const struct run_report *run);

/* Before what is told of the cells, and after it. */
int say_run_first(struct sentences *to, const struct run_report *run);
int say_run_last(struct sentences *to, const struct run_report *run);

/* Everything; release either way. */
int run_sentences_build(const struct run_report *run, struct sentences *ret_sentences);

#endif
