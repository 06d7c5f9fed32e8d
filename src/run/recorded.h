/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_RECORDED_H
#define BPFTAX_RUN_RECORDED_H

/*
 * What a reload of micro was made of: the recording of the guest, what its windows were, and whose
 * code ran in them.  Internal to src/run.
 *
 *	struct recorded recorded = {};
 *
 *	recorded_take(bench, reply, &recorded, &err);
 *	... recorded.recording, recorded.symbols, recorded.roles ...
 *	recorded_clear(&recorded);
 */

#include <jansson.h>
#include "anatomy/code_symbols.h"
#include "anatomy/recording.h"
#include "anatomy/window_role.h"
#include "run/bench.h"

struct recorded {
	struct recording recording;
	struct code_symbols symbols;
	struct window_roles roles; /* one for each window of the recording */
};

/*
 * reply: the agent's to a micro request that asked for it.  Asks the agent for names.  0, a
 * negative errno of the target, -EFBIG where there is too much of it, or -EBADMSG with what does
 * not fit; then nothing is to be cleared.
 */
int recorded_take(struct bench *bench, const json_t *reply, struct recorded *ret_recorded,
		  struct error *err);

/* What was recorded of a reload that is of no use, so that the next one's begins afresh. */
int recorded_drop(struct bench *bench, struct error *err);

/* Safe on zeroes. */
void recorded_clear(struct recorded *recorded);

#endif
