/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_FORMATS_JSON_RESPONSE_H
#define BPFTAX_FORMATS_JSON_RESPONSE_H

/*
 * The response curves of a report, and what they predict of an effect, as JSON.
 */

#include <jansson.h>
#include "estimate/types.h"

/* How much of known work comes back, as a slope: 1 is right.  Nothing where n is 0. */
void json_put_returned(json_t *object, const char *key, const struct interval *slope, size_t n);

/* "delays_returned": that of the known delays of a cell. */
void json_put_delays_returned(json_t *object, const struct report *report);

/* A new reference; NULL when the run had no known delays. */
json_t *responses_to_json(const struct report *report);

/* Beside the direct cost: what micro had it to be, in ns; nothing without micro. */
void json_put_sum(json_t *effect, const struct report_sum *sum);

/* Beside the effect on the rate: what the curve predicts, in percent; nothing without a curve. */
void json_put_prediction(json_t *effect, const struct report_prediction *prediction);

#endif
