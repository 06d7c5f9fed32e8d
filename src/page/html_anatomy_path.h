/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PAGE_HTML_ANATOMY_PATH_H
#define BPFTAX_PAGE_HTML_ANATOMY_PATH_H

/* The path of an event as nested bars. */

#include "anatomy/anatomy.h"
#include "page/html_writer.h"

/* Nothing where the anatomy has no path. */
void html_put_anatomy_path(struct html *html, const struct anatomy *anatomy);

#endif
