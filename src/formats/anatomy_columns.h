/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_FORMATS_ANATOMY_COLUMNS_H
#define BPFTAX_FORMATS_ANATOMY_COLUMNS_H

/*
 * Columns of counts for a terminal, as wide as what stands in them, and a name behind.
 *
 *	struct columns columns = columns_begin();
 *
 *	for (each row)
 *		columns_fit(&columns, &row->counts, events);
 *	columns_put_headings(&columns, out);
 *	columns_put(&columns, out, &row->counts, events);
 *	columns_put_name(out, options, columns.width, 0, row->function);
 */

#include <stddef.h>
#include <stdio.h>
#include "anatomy/counts.h"
#include "words/report_options.h"

struct columns {
	size_t widths[COUNTS]; /* the gap before it included */
	size_t width;	       /* of all */
};

struct columns columns_begin(void);
void columns_fit(struct columns *columns, const struct counts *counts, uint64_t events);
void columns_put_headings(const struct columns *columns, FILE *out);
void columns_put(const struct columns *columns, FILE *out, const struct counts *counts,
		 uint64_t events);

/*
 * Ends the line: a gap, two blanks for each level, the name. What does not fit beside `used`
 * columns goes on in the next line, at the same place.  0 or -ENOMEM.
 */
int columns_put_name(FILE *out, const struct report_options *options, size_t used,
		     unsigned int level, const char *name);

#endif
