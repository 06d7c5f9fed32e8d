/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_REPORT_HTML_SECTION_H
#define BPFTAX_REPORT_HTML_SECTION_H

/* What the files of sections and html.c share.  Private to src/report. */

#include "report/html_writer.h"
#include "report/model.h"
#include "report/table.h"

#define HTML_SECTION(name, heading)                                                                \
	void html_put_##name(struct html *html, const struct report *report);
#include "report/html_sections.h"
#undef HTML_SECTION

/* Takes the table over; NULL is without memory, and a table without rows is nothing. */
void html_put_table(struct html *html, struct table *table);

/* The response to known delays as a figure, for the section of that name. */
void html_put_response_rows(struct html *html, const struct report *report);

/* The verdict, which comes before all sections and has no heading. */
void html_put_verdict(struct html *html, const struct report *report);

#endif
