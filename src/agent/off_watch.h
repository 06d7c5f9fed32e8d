/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_OFF_WATCH_H
#define BPFTAX_AGENT_OFF_WATCH_H

/*
 * Whether a stretch that is measured with BPF statistics off really was without them.  They are
 * global: while somebody else has them on, what is attached costs what it does with them.
 *
 *	struct off_watch watch;
 *
 *	off_watch_begin(&watch, &statistics, &attachment);
 *	...                                        // measured
 *	if (off_watch_end(&watch))
 *		say(who counted);
 *
 * Seen by effect: the witness is run before and behind it, and run_cnt of what is attached must
 * not move in between, which finds what began and ended within it.
 */

#include "agent/attachment.h"
#include "agent/statistics.h"

struct off_watch {
	const struct statistics *statistics;
	const struct attachment *attachment;
	bool is_off;	 /* we have them off */
	bool counted;	 /* others had them on at its beginning */
	bool hits_known; /* of what is attached: where they are not, only the witness tells */
	uint64_t hits;
};

/* attachment: what is attached, or NULL.  Does nothing where we have statistics on ourselves. */
void off_watch_begin(struct off_watch *watch, const struct statistics *statistics,
		     const struct attachment *attachment);

/* Whether somebody counted. */
bool off_watch_end(struct off_watch *watch);

#endif
