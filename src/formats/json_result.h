/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_FORMATS_JSON_RESULT_H
#define BPFTAX_FORMATS_JSON_RESULT_H

/* One result of a report as JSON: an element of "results" (docs/report.schema.json). */

#include <jansson.h>
#include "estimate/types.h"

/* A new reference; what is not known is not in it. */
json_t *result_to_json(const struct report *report, const struct report_result *result);

#endif
