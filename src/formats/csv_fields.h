/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_FORMATS_CSV_FIELDS_H
#define BPFTAX_FORMATS_CSV_FIELDS_H

/*
 * Fields of a line of CSV (RFC 4180), each with a comma behind it.
 *
 *	const char *key[] = { kernel->release, row->program };
 *
 *	code = csv_put_texts(out, key, ARRAY_SIZE(key));    // "6.12,null,"
 *	csv_put_number(out, row->instructions);		    // "135,"
 */

#include <stddef.h>
#include <stdio.h>

/* NULL is an empty field.  0 or -ENOMEM. */
int csv_put_text(FILE *out, const char *text);
int csv_put_texts(FILE *out, const char *const *texts, size_t count);

/* NaN, which is what is not known, is an empty field. */
void csv_put_number(FILE *out, double value);

#endif
