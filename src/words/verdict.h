/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_VERDICT_H
#define BPFTAX_WORDS_VERDICT_H

/*
 * A verdict as a sentence.  It says no more than what was decided (estimate/verdict.h), and names
 * the interval that it was decided by.
 *
 *	CLEANUP_FREE char *sentence = verdict_sentence(report, result);
 *
 *	if (!sentence)
 *		return -ENOMEM;
 *	if (*sentence)
 *		printf("%s: %s\n", result->configuration, sentence);
 */

#include "common/text_buffer.h"
#include "estimate/types.h"

/* "" where there is nothing to judge; the caller frees.  NULL without memory. */
char *verdict_sentence(const struct report *report, const struct report_result *result);

/* Adds the sentence without its full stop; nothing where there is nothing to judge. */
void verdict_tell(const struct verdict_evidence *evidence, const struct report_verdict *verdict,
		  struct text_buffer *text);

#endif
