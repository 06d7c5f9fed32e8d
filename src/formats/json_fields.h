/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_FORMATS_JSON_FIELDS_H
#define BPFTAX_FORMATS_JSON_FIELDS_H

/*
 * Fields of the JSON that is printed.  Absent is absent: a NULL or a number that is not finite
 * makes no field.
 *
 *	json_put_text(object, "label", run->label);
 *	json_put_number(object, "low", interval.low);
 *	json_put_interval(object, &interval);             // "estimate", "low" and "high"
 *	return json_document_put(object, out);
 */

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include "stats/estimate.h"

/* What is not UTF-8 becomes \xNN (escape_json()). */
void json_put_text(json_t *object, const char *key, const char *text);
void json_put_number(json_t *object, const char *key, double value);
/* Counts are whole. */
void json_put_count(json_t *object, const char *key, double value);
void json_put_interval(json_t *object, const struct interval *interval);

/* What names a run wherever one is listed: "id", "label" and "started". */
void json_put_run_name(json_t *object, const char *id, const char *label, int64_t started_s);

/*
 * Prints the whole, indented, and takes it over; in ASCII alone, as what could drive a terminal is
 * then spelled out.  NULL is one for which there was no memory: -ENOMEM.  Otherwise 0.
 */
int json_document_put(json_t *root, FILE *out);

/*
 * The same for an array that is long: an element after the other, so that never all are in memory.
 *
 *	for (i = 0; i < count; i++)
 *		json_element_put(element_new(i), i, stdout);
 *	json_array_end(count, stdout);
 *
 * index: counted from 0, which opens the array.  Takes the element over: NULL is -ENOMEM.
 */
int json_element_put(json_t *element, size_t index, FILE *out);
void json_array_end(size_t count, FILE *out);

#endif
