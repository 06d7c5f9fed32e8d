/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_SENTENCES_H
#define BPFTAX_WORDS_SENTENCES_H

/*
 * What a reader has to know beside the tables, as plain sentences: how far the effects reach,
 * whether the receiver was saturated, why something reads faster when traced, what could not be
 * measured.  ASCII but for text that came from outside, which each format escapes.
 */

#include "estimate/model.h"

/* Appends to report->sentences.  Returns 0 or -ENOMEM. */
int sentences_add(struct report *report);

#endif
