/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_VERIFIER_TABLE_H
#define BPFTAX_WORDS_VERIFIER_TABLE_H

/*
 * What the verifier took for the programs of somebody's object, in the words of veristat
 * (tools/testing/selftests/bpf/veristat.c): of one kernel a row a program with all its figures, of
 * several the instructions that it processed, by kernel.
 *
 *	verifier_add(page, summary, &style, &names);
 */

#include "estimate/summary.h"
#include "words/front_part.h"
#include "words/kernel_names.h"

/* No part where nothing is known.  0 or -ENOMEM. */
int verifier_add(struct front_page *page, const struct summary *summary,
		 const struct front_style *style, const struct kernel_names *names);

/* All figures of one report, a row a program; NULL without memory, no row where there is none. */
struct table *verifier_table(const struct report *report);

#endif
