/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_WHERE_TOLD_H
#define BPFTAX_AGENT_WHERE_TOLD_H

/*
 * What was seen of a hook's hits, as it is told.  Pure.
 *
 *	json_t *where = where_to_json(seen);
 */

#include <jansson.h>
#include "agent/where_seen.h"

/*
 * A new object: context is the one that most hits outside were in ("process", "softirq", "hardirq",
 * "nmi"), cpu and process those of the last hit in it; {} where there were none.
 */
json_t *where_to_json(const struct where_seen *seen);

#endif
