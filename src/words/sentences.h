/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_SENTENCES_H
#define BPFTAX_WORDS_SENTENCES_H

/*
 * What a reader has to know of a cell beside its tables, as plain sentences: how far the effects
 * reach, whether the receiver was saturated, why something reads faster when traced, what could not
 * be measured.  ASCII but for text that came from outside, which each format escapes.
 *
 *	CLEANUP(sentences_release) struct sentences sentences = { 0 };
 *
 *	if (sentences_build(report, &sentences) < 0)
 *		return -ENOMEM;
 *	for (size_t i = 0; i < sentences.count; i++)
 *		puts(sentences.texts[i]);
 */

#include "words/say.h"

/* The sentence of every report whose nanoseconds are an emulator's. */
extern const char report_emulation_warning[];

/* What stands at the tables of the cell, or NULL. */
const char *report_warning(const struct report *report);

/* Adds what is told of the cell to what is there.  0 or -ENOMEM. */
int say_cell(struct sentences *to, const struct report *report);

/* 0 or -ENOMEM; release either way. */
int sentences_build(const struct report *report, struct sentences *ret_sentences);
void sentences_release(struct sentences *sentences);

#endif
