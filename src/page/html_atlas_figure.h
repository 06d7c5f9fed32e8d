/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PAGE_HTML_ATLAS_FIGURE_H
#define BPFTAX_PAGE_HTML_ATLAS_FIGURE_H

/* The lines of an atlas: one a row of a part, over its kernels; part of page/html_atlas.h. */

#include "page/html_writer.h"
#include "words/atlas_layout.h"

/* Nothing where the part has a single kernel: nothing could step. */
void html_put_atlas_figure(struct html *html, const struct atlas *atlas,
			   const struct atlas_part *part);

#endif
