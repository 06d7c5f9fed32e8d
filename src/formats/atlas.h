/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_FORMATS_ATLAS_H
#define BPFTAX_FORMATS_ATLAS_H

/* An atlas, printed; and its formats, a file each (html is src/page/html_atlas.c). */

#include <stdio.h>
#include "estimate/atlas.h"
#include "words/report_options.h"

/* text, html, json or csv; 0, -EINVAL for another or -ENOMEM.  Writing shows in ferror(out). */
int atlas_print(const struct atlas *atlas, const char *format, FILE *out,
		const struct report_options *options);

int atlas_print_text(const struct atlas *atlas, FILE *out, const struct report_options *options);
int atlas_print_json(const struct atlas *atlas, FILE *out, const struct report_options *options);
int atlas_print_csv(const struct atlas *atlas, FILE *out, const struct report_options *options);

#endif
