/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_FORMATS_JSON_RESPONSE_H
#define BPFTAX_FORMATS_JSON_RESPONSE_H

/*
 * The response curves of a report, and what they predict of an effect, as JSON.
 */

#include <jansson.h>
#include "estimate/types.h"

/* A new reference; NULL when the run had no known delays. */
json_t *responses_to_json(const struct report *report);
/* Beside the direct cost: what micro had it to be, in ns; nothing without micro. */
void json_put_sum(json_t *effect, const struct report_sum *sum);

/* Beside the effect on the rate: what the curve predicts, in percent; nothing without a curve. */
void json_put_prediction(json_t *effect, const struct report_prediction *prediction);

#endif
