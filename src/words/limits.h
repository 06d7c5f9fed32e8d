/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_LIMITS_H
#define BPFTAX_WORDS_LIMITS_H

/*
 * What limits a workload, for the reader to know before the tables (estimate/limits.h): where its
 * datagrams went, who had the CPUs, and what throughput can therefore not show.
 *
 *	CLEANUP(sentences_release) struct sentences sentences = { 0 };
 *
 *	code = limits_build(report, &sentences);       // none of a client in the guest
 */

#include "words/say.h"

#define LIMITS_HEADING "What limits it"

/*
 * Of one workload only what no figure of its throughput is to be read without: where its datagrams
 * went, and what follows.  0 or -ENOMEM; release either way.
 */
int limits_build_brief(const struct report *report, const char *workload,
		       struct sentences *ret_sentences);

/* 0 or -ENOMEM; release either way. */
int limits_build(const struct report *report, struct sentences *ret_sentences);

#endif
