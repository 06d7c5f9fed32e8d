/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_NETWORK_WORDS_H
#define BPFTAX_WORDS_NETWORK_WORDS_H

/*
 * What figures of programs on a packet's way are of: where a driver would run one otherwise, its
 * cost is another.
 *
 *	code = say_generic(&sentences, run);            // before any figure
 */

#include "estimate/run_report.h"
#include "words/workload_sentences.h"

/* Once, where a program was measured in generic mode.  0 or -ENOMEM. */
int say_generic(struct sentences *to, const struct run_report *run);

#endif
