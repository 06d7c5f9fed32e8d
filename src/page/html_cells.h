/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PAGE_HTML_CELLS_H
#define BPFTAX_PAGE_HTML_CELLS_H

/* What a page of several cells has around the sections of each.  html->run says which run. */

#include "page/html_writer.h"

/* The cells, each with a link to what is told of it. */
void html_put_contents(struct html *html);

/* The kernels beside each other, and what failed or was not measured where. */
void html_put_kernels(struct html *html);

/* Opens the article of a cell, which the caller ends. */
void html_put_cell_heading(struct html *html, size_t cell);

/* What is told of the run once: its time, its notes, and how to run it again. */
void html_put_run(struct html *html);

#endif
