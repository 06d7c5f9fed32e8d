/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_ORIGINAL_TABLES_H
#define BPFTAX_WORDS_ORIGINAL_TABLES_H

/* The original study's tables, under its headings: bitrate and transfer as mean and deviation. */

#include "common/text_buffer.h"
#include "estimate/types.h"
#include "words/table.h"

/* NULL without memory. */
struct table *table_original(const struct report *report, const char *workload, bool utf8);
struct table *table_original_impact(const struct report *report, const char *workload);

/* Whether they have a figure; if not, original_tell_missing() says why, in a sentence. */
bool original_has_figures(const struct report *report, const char *workload);
void original_tell_missing(const struct report *report, const char *workload,
			   struct text_buffer *text);

#endif
