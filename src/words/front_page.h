/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_FRONT_PAGE_H
#define BPFTAX_WORDS_FRONT_PAGE_H

/*
 * The first page of a report: what a reader gets who reads nothing else.  Parts in order, each with
 * a title, a table and lines; any of them may be missing.
 *
 *	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };
 *
 *	if (front_page_tell(run, &options, &text) < 0)	// for a terminal of options.width
 *		return -ENOMEM;
 *	fputs(text_buffer_get(&text), stdout);
 *
 * or part by part, for other formats:
 *
 *	struct front_page page;
 *
 *	front_page_build(run, &(struct front_style){ 0 }, &page);
 *	for (size_t i = 0; i < page.count; i++)
 *		put(page.parts[i].title, page.parts[i].table, page.parts[i].lines);
 *	front_page_release(&page);
 *
 * A run that still goes on has a page too, of what there is.  Pure.
 */

#include "common/text_buffer.h"
#include "estimate/run_report.h"
#include "words/front_part.h"
#include "words/report_options.h"

/* 0 or -ENOMEM; release either way. */
int front_page_build(const struct run_report *run, const struct front_style *style,
		     struct front_page *ret_page);

/* Adds the whole page as lines of text, escaped; nothing of it is longer than the width, as far as
 * its words allow.  0 or -ENOMEM. */
int front_page_tell(const struct run_report *run, const struct report_options *options,
		    struct text_buffer *text);

/* The same to a stream. */
int front_page_print(const struct run_report *run, FILE *out, const struct report_options *options);

#endif
