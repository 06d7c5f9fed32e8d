/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_FORMATS_JSON_SUMMARY_H
#define BPFTAX_FORMATS_JSON_SUMMARY_H

/* What the first page says of a run, for machines: "summary" of the JSON report. */

#include <jansson.h>
#include "estimate/run_report.h"

/* A new object. */
json_t *summary_to_json(const struct run_report *run);

#endif
