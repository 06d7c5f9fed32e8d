/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PAGE_HTML_ATLAS_H
#define BPFTAX_PAGE_HTML_ATLAS_H

/*
 * An atlas as one page of HTML that needs no network and no script: of each family and program a
 * table whose cells are the darker the dearer they are than the row's cheapest, and a line a row
 * that steps where the cost did; then why cells have no number, and the runs.
 */

#include <stdio.h>
#include "estimate/atlas.h"
#include "words/report_options.h"

/* 0 or -ENOMEM; errors of writing show in ferror(out). */
int html_atlas_print(const struct atlas *atlas, FILE *out, const struct report_options *options);

#endif
