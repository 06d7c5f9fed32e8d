/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PAGE_HTML_WRITER_H
#define BPFTAX_PAGE_HTML_WRITER_H

/*
 * Writing HTML: markup is ours and goes out as it is, text is escaped.  Memory that runs out makes
 * the page `failed`, which is asked once, at the end.
 *
 *	struct html html = { .out = out, .run = run };
 *
 *	fputs("<p>", html.out);
 *	html_text(&html, run->label);
 */

#include <stdbool.h>
#include <stdio.h>
#include "estimate/run_report.h"

struct html {
	FILE *out;
	bool failed;
	const struct run_report *run; /* that the page is of */
};

/* The text escaped; NULL is nothing. */
void html_text(struct html *html, const char *text);

/* The same, but its line feeds stay line feeds: for <pre>. */
void html_lines(struct html *html, const char *text);

/* The text escaped, its options (--target) in spans, which are not broken at their hyphens. */
void html_words(struct html *html, const char *text);

/* `before`, the words, `after`: not within what takes no markup, as <title> or an attribute. */
void html_put(struct html *html, const char *before, const char *text, const char *after);

/* A label of a figure: cut to what fits beside a number on a telephone. */
void html_label(struct html *html, const char *text);

#endif
