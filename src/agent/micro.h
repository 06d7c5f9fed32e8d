/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_MICRO_H
#define BPFTAX_AGENT_MICRO_H

/*
 * One reload of the micro measurement: chunks of events without and with the program, and the
 * proof that it ran at every one of them.
 *
 *	struct micro micro;
 *
 *	micro_init(&micro, request, &err);          // all memory is taken here
 *	micro_before(&micro, &trigger, &err);       // chunks of the bare trigger
 *	attachment_make(...);
 *	micro_attached(&micro, &trigger, &attachment, &statistics, &err);
 *	attachment_remove(...);
 *	micro_after(&micro, &trigger, &err);        // bare again: a drift cancels
 *	reply = micro_result(&micro);
 *	micro_free(&micro);
 *
 * Raw times go to the coordinator, which does all the arithmetic; only the number of events of a
 * chunk is chosen here, where their cost is seen first.
 */

#include <jansson.h>
#include "agent/attachment.h"
#include "agent/micro_record.h"
#include "agent/singles.h"
#include "agent/statistics.h"
#include "agent/trigger/trigger.h"

#define MICRO_WINDOWS_MAX 2

/* Chunks of one kind, one after the other. */
struct micro_list {
	struct trigger_pass *passes;
	size_t wanted, count; /* chunks; passes that were made for them */
};

/* Chunks of {1, 2, 4, 8} x N0 events, in the order of the request. */
struct micro_line {
	uint64_t *events;
	struct micro_list bare, windows[MICRO_WINDOWS_MAX];
	size_t count;
};

struct micro {
	uint64_t events; /* of a chunk; 0: not chosen yet */
	uint64_t aim_ns; /* of a chunk */
	struct passing passing;
	double alone_ns; /* of the body by itself; 0: not timed */
	size_t window_count;
	bool window_statistics[MICRO_WINDOWS_MAX]; /* of each window, in this order */
	json_t *counted_by[MICRO_WINDOWS_MAX];	   /* who had them on where we had not; or NULL */
	struct micro_list before, after, windows[MICRO_WINDOWS_MAX];
	struct micro_line line;
	struct singles singles; /* events one by one as well */
	bool recorded;		/* passes for the plugin as well */
	struct recorded_passes record;
	json_t *code;	       /* what the kernel had made while it was attached; NULL: not asked */
	const json_t *factors; /* of the line, in random order */
	uint64_t proof_events;
	struct program_statistics proof; /* over the proof's events */
	struct reader_counts read;	 /* of these events' records */
	json_t *reader;			 /* and who read them; NULL: the program writes none */
	bool held;			 /* the attachment was there after the last chunk */
};

/*
 * request: {"events": N (0: choose), "aim_ns": N, "chunks": N, "windows": [bool...],
 * "line": [1, 8, 2, ...], "exact": bool, "recorded": bool, "singles": N}; it has to outlive micro.
 * Pins the process to the CPU that it is on.
 */
int micro_init(struct micro *micro, const json_t *request, struct error *err);
void micro_free(struct micro *micro);

/* Only when the number of events is known already. */
int micro_before(struct micro *micro, struct trigger *trigger, struct error *err);

/* Windows in their order, each with its line, then the proof with statistics on. */
int micro_attached(struct micro *micro, struct trigger *trigger, struct attachment *attachment,
		   struct statistics *statistics, struct error *err);
int micro_after(struct micro *micro, struct trigger *trigger, struct error *err);

/* The raw times and the proof's counts, a new object. */
json_t *micro_result(const struct micro *micro);

#endif
