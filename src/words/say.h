/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_SAY_H
#define BPFTAX_WORDS_SAY_H

/*
 * Adding a sentence to what is told of a report.
 *
 *	return say(to, "%s: %zu blocks.", workload->name, workload->blocks);
 */

#include "estimate/types.h"

/* What is told of a report, and which; sentences_build() makes it, sentences_release() ends it. */
struct sentences {
	const struct report *report; /* of the cell that is told of; not owned */
	char **texts;
	size_t count;
};

/* 0 or -ENOMEM. */
int say(struct sentences *to, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
