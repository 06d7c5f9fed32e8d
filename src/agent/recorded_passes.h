/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_RECORDED_PASSES_H
#define BPFTAX_AGENT_RECORDED_PASSES_H

/*
 * Passes between marks, for the plugin that records what runs in them (protocol/recording_marks.h).
 * They are passes of their own: what is timed has no mark in it and nobody who watches.
 *
 *	struct recorded_passes passes;
 *	struct recorded_pass like = { .window = 0, .events = 200 };
 *
 *	recorded_passes_begin(&passes);
 *	recorded_passes_add(&passes, &like, &runner, &err);      // while it is attached
 *	like.bare = true;
 *	recorded_passes_add(&passes, &like, &runner, &err);      // and when nothing is
 *	list = recorded_passes_to_json(&passes);
 *
 * The i-th element of the list says what the i-th window of the recording was.
 */

#include <jansson.h>
#include "agent/trigger/trigger.h"
#include "common/error.h"

#define RECORDED_PASSES_MAX 192

struct recorded_pass {
	bool bare;
	unsigned int window; /* which of the reload's or the visit's, of those that are not bare */
	bool path;	     /* few events, whose path is kept */
	uint64_t events;
	struct trigger_pass pass;
};

struct recorded_passes {
	struct recorded_pass passes[RECORDED_PASSES_MAX];
	size_t count;
};

/* Who makes the events. */
struct recorded_runner {
	/* The first passes fill caches; they are in no window. */
	int (*warm_up)(void *context, uint64_t events, struct error *err);
	/* One window, from RECORDING_MARK_PATH or _WINDOW to _END; fills pass->pass. */
	int (*run)(void *context, struct recorded_pass *pass, struct error *err);
	void *context;
	uint64_t path_events;	  /* of a pass whose path is kept */
	unsigned int path_passes; /* how many of these are wanted undisturbed */
};

void recorded_passes_begin(struct recorded_passes *passes);

/*
 * Until enough passes of both kinds were undisturbed, or many were tried.  like: what they have in
 * common, with the events of those that are counted.
 */
int recorded_passes_add(struct recorded_passes *passes, const struct recorded_pass *like,
			const struct recorded_runner *runner, struct error *err);

/*
 * [{"bare": FLAG, "window": N, "path": FLAG, "events": N, "ns": N, "disturbed": FLAG}, ...], a new
 * reference.
 */
json_t *recorded_passes_to_json(const struct recorded_passes *passes);

#endif
