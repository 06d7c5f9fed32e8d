/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PAGE_HTML_FRONT_H
#define BPFTAX_PAGE_HTML_FRONT_H

/* What stands before all that the page says of its cells: words/front_page.h. */

#include "page/html_writer.h"

void html_put_front(struct html *html);

#endif
