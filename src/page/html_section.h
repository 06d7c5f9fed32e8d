/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PAGE_HTML_SECTION_H
#define BPFTAX_PAGE_HTML_SECTION_H

/* What the files of sections and html.c share. */

#include "page/html_writer.h"
#include "estimate/types.h"
#include "words/table.h"

#define HTML_SECTION(name, heading)                                                                \
	void html_put_##name(struct html *html, const struct report *report);
#include "page/html_sections.h"
#undef HTML_SECTION

/* Takes the table over; NULL is without memory, and a table without rows is nothing. */
void html_put_table(struct html *html, struct table *table);

/* The response to known delays as a figure, for the section of that name. */
void html_put_response_rows(struct html *html, const struct report *report);

/* How to run it again, for a page of several cells. */
void html_put_command(struct html *html);

/* The verdict, which comes before all sections and has no heading. */
void html_put_verdict(struct html *html, const struct report *report);

#endif
