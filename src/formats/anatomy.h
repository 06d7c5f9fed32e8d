/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_FORMATS_ANATOMY_H
#define BPFTAX_FORMATS_ANATOMY_H

/* Anatomies, printed; and their formats, a file each (html is src/page/html_anatomy.c). */

#include <stdio.h>
#include "anatomy/anatomy_set.h"
#include "words/report_options.h"

/*
 * text, json, csv, html or folded, of a set that is finished; 0, -EINVAL for another or -ENOMEM.
 * Writing shows in ferror(out).
 */
int anatomy_set_print(const struct anatomy_set *set, const char *format, FILE *out,
		      const struct report_options *options);

int anatomy_print_text(const struct anatomy_set *set, FILE *out,
		       const struct report_options *options);
int anatomy_print_json(const struct anatomy_set *set, FILE *out,
		       const struct report_options *options);
int anatomy_print_csv(const struct anatomy_set *set, FILE *out,
		      const struct report_options *options);
int anatomy_print_folded(const struct anatomy_set *set, FILE *out,
			 const struct report_options *options);

#endif
