/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_WINDOW_H
#define BPFTAX_AGENT_WINDOW_H

/*
 * One window: thaw, settle, measure, freeze.  Before and after it the workload stands still, so
 * that attaching, detaching and switching statistics never patch text that somebody executes.
 */

#include <stdbool.h>
#include "agent/attachment.h"
#include "agent/channel.h"
#include "agent/workload/workload.h"

struct window_request {
	uint64_t settle_ns;
	uint64_t length_ns;
	bool statistics; /* on: hits are counted, from standstill to standstill */
};

/*
 * Runs the window.  attachment is NULL when nothing is attached.  Says {"event": "measuring"} on
 * the channel when settling is over, so that the coordinator can read its own clocks too.
 */
int window_run(struct workload *workload, const struct attachment *attachment,
	       const struct window_request *request, struct channel *channel,
	       struct counters *ret_counters, struct error *err);

/* Totals of the workload and the machine (steal) since their starts. */
int window_totals(struct workload *workload, struct counters *ret_totals, struct error *err);

#endif
