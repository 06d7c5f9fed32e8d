/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_ANATOMY_PACK_H
#define BPFTAX_ANATOMY_ANATOMY_PACK_H

/*
 * An anatomy as JSON, to be kept and read again: what was counted, nothing of what is printed.
 *
 *	json_t *packed = anatomy_pack(anatomy);
 *	...
 *	if (anatomy_unpack(packed, &again, &err) < 0)
 *		...                             // it is none
 *
 * {"subject": {NAME: TEXT, ...}, "events": N, "frame_events": N, "trust": {...},
 *  "rows": [[FUNCTION, MODULE, LAYER, DEPTH, COUNTS], ...],
 *  "frames": [[FUNCTION, MODULE, LAYER, DEPTH, COUNTS, PARENT, HOW], ...]}, where COUNTS are the
 * numbers of count_list.h in their order, PARENT is -1 for none and a text that is not known is
 * null. Pure.
 */

#include <jansson.h>
#include "anatomy/anatomy.h"
#include "common/error.h"

/* A new reference, or NULL without memory. */
json_t *anatomy_pack(const struct anatomy *anatomy);

/* Of what anatomy_pack() can have made, and nothing else.  0; -EBADMSG with a sentence; -ENOMEM. */
int anatomy_unpack(const json_t *packed, struct anatomy **ret_anatomy, struct error *err);

#endif
