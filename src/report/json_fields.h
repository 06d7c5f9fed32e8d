/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_REPORT_JSON_FIELDS_H
#define BPFTAX_REPORT_JSON_FIELDS_H

/*
 * Fields of the JSON that is printed.  Absent is absent: a NULL or a number that is not finite
 * makes no field.
 *
 *	json_put_text(object, "label", run->label);
 *	json_put_number(object, "low", interval.low);
 *	json_put_interval(object, &interval);             // "estimate", "low" and "high"
 */

#include <jansson.h>
#include "stats/estimate.h"

/* What is not UTF-8 becomes \xNN (escape_json()). */
void json_put_text(json_t *object, const char *key, const char *text);
void json_put_number(json_t *object, const char *key, double value);
void json_put_interval(json_t *object, const struct interval *interval);

#endif
