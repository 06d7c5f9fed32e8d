/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_MICRO_PASS_H
#define BPFTAX_AGENT_MICRO_PASS_H

/*
 * So many events, one after the other, and whether something else came into them.
 *
 *	struct passing passing = { .preparation = attachment->preparation, .exact = true };
 *
 *	passes_warm_up(&passing, trigger, 1000, &err);
 *	pass_run(&passing, trigger, 1000, &pass, &err);
 */

#include "agent/interruptions.h"
#include "agent/preparation.h"
#include "agent/trigger/trigger.h"
#include "protocol/recording_marks.h"

/* How often a pass whose instructions are counted is run, while something else comes into it. */
#define PASS_TRIES_EXACT 6

struct passing {
	struct preparation *preparation;     /* of what is attached; NULL: nothing is */
	struct interruptions *interruptions; /* looked at around each pass; NULL: by ticks alone */
	bool exact;		  /* events that are all alike, whatever the program writes to */
	enum recording_mark mark; /* begins a window that is recorded; 0: none does */
};

/* Buffers that the program fills are emptied outside of the time that is measured. */
int pass_run(const struct passing *passing, struct trigger *trigger, uint64_t events,
	     struct trigger_pass *ret_pass, struct error *err);

/*
 * As pass_run(), and where instructions are counted again, PASS_TRIES_EXACT times, while something
 * else comes into it: an exact pass is the same number whenever it is run, and of a reload there
 * are few. ret_pass is the last one's.  What is timed is run once: leaving out slow passes and
 * taking others for them would choose the fast ones.
 */
int pass_run_calm(const struct passing *passing, struct trigger *trigger, uint64_t events,
		  struct trigger_pass *ret_pass, struct error *err);

/* As pass_run(), with the buffers as they are. */
int pass_run_watched(const struct passing *passing, struct trigger *trigger, uint64_t events,
		     struct trigger_pass *ret_pass, struct error *err);

/*
 * The first passes fill caches and translate code, and where events sleep the scheduler goes on for
 * a while as it began; they are thrown away.
 */
int passes_warm_up(const struct passing *passing, struct trigger *trigger, uint64_t events,
		   struct error *err);

#endif
