/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_FORMATS_JSON_LIMITS_H
#define BPFTAX_FORMATS_JSON_LIMITS_H

/* What limits a workload whose client is on the host (estimate/limits.h), in the JSON report. */

#include <jansson.h>
#include "estimate/types.h"

/* "limits", where anything is known of them; within it what is not known is absent. */
void json_put_limits(json_t *object, const struct report_limits *limits);

#endif
