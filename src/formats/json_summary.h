/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_FORMATS_JSON_SUMMARY_H
#define BPFTAX_FORMATS_JSON_SUMMARY_H

/* The root's "summary": what the figures of a run come to. */

#include <jansson.h>
#include "estimate/run_report.h"

/* A new reference; NULL where there is nothing to say. */
json_t *summary_to_json(const struct run_report *run);

#endif
