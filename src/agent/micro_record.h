/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_MICRO_RECORD_H
#define BPFTAX_AGENT_MICRO_RECORD_H

/*
 * Micro's passes that are recorded: as those that are timed, between marks.
 *
 *	struct recorded_passes passes;
 *
 *	recorded_passes_begin(&passes);
 *	micro_record_attached(&passes, &passing, trigger, window, events, &err);
 *	micro_record_bare(&passes, &passing, trigger, events, &err);
 */

#include "agent/micro_pass.h"
#include "agent/recorded_passes.h"

int micro_record_attached(struct recorded_passes *passes, const struct passing *passing,
			  struct trigger *trigger, unsigned int window, uint64_t events,
			  struct error *err);
int micro_record_bare(struct recorded_passes *passes, const struct passing *passing,
		      struct trigger *trigger, uint64_t events, struct error *err);

#endif
