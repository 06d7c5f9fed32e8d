/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_WHERE_H
#define BPFTAX_AGENT_WHERE_H

/*
 * Where the hits of a hook happen that are not within what a workload times: a program of our own
 * hangs on the hook in place of what is measured, and looks.
 *
 *	json_t *where;
 *
 *	if (where_find(&workload, &treatment, &view, &where, &err) == 0)
 *		... json_object_get(where, "context")
 *
 * Nothing may be attached, and nothing is measured meanwhile.
 */

#include <jansson.h>
#include "agent/attachment.h"
#include "agent/workload/workload.h"

/*
 * treatment says how to attach; its program is WHERE_PROGRAM.  *ret_where gets {"context",
 * "cpu", "process"} of the hits outside,
 * as of where_to_json().  0; -EOPNOTSUPP where this
 * kernel does not say, or the workload times no part; another negative errno.
 */
int where_find(struct workload *workload, const struct treatment *treatment,
	       struct kernel_view *view, json_t **ret_where, struct error *err);

#endif
