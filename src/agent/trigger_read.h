/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_TRIGGER_READ_H
#define BPFTAX_AGENT_TRIGGER_READ_H

/*
 * Another trigger's events, one by one, between which whoever reads the program's records catches
 * up (agent/reader.h): each event then finds the reader as the one before it did.
 *
 *	struct trigger_read between = {};
 *
 *	trigger = trigger_read_open(&between, trigger, &attachment.reader, &err);
 *
 * What a pass takes is the sum of its events, each between two readings of the counter of
 * instructions, without what the reader does meanwhile.
 */

#include "agent/reader.h"
#include "agent/trigger/trigger.h"

struct trigger_read {
	struct trigger trigger;
	struct trigger_ops ops;
	struct trigger *of; /* whose events they are */
	struct reader *const *reader;
};

/*
 * of and reader have to outlive it; *reader may change, and is NULL while nothing is
 * attached.  NULL: where no single events can be made or counted.
 */
struct trigger *trigger_read_open(struct trigger_read *between, struct trigger *of,
				  struct reader *const *reader, struct error *err);

#endif
