/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_WORKLOAD_H
#define BPFTAX_AGENT_WORKLOAD_H

/*
 * A workload as the agent sees it: something that can be started, stopped in its tracks, let go
 * on, and read out.
 *
 *	workload_start(&workload, "iperf3", settings, NULL, &err);     // frozen
 *	workload->ops->thaw(workload, &err);
 *	workload->ops->run(workload, length_ns, &counters);       // the measured part
 *	workload->ops->freeze(workload, &err);
 *	workload->ops->read(workload, &totals);
 *	workload_stop(workload);
 *
 * To add one: a file <identifier>.c with a `const struct workload_ops workload_<identifier>`, and a
 * line in protocol/workload_list.h.
 */

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include "agent/clock.h"
#include "agent/interruptions.h"
#include "agent/recorded_passes.h"
#include "agent/workload/placement.h"
#include "common/error.h"
#include "protocol/counters.h"

struct workload;

/*
 * Called right before and right behind the part of an operation that is timed; 0 or a negative
 * errno.  holds is false where that part was not as it is in a window, and does not count.
 */
struct timed_watch {
	int (*begin)(void *context);
	int (*end)(void *context, bool holds);
	void *context;
};

struct workload_ops {
	int (*start)(struct workload *workload, const json_t *settings, struct error *err);
	/* After freeze() returns nothing of the workload runs: the kernel's text may change. */
	int (*freeze)(struct workload *workload, struct error *err);
	int (*thaw)(struct workload *workload, struct error *err);
	/*
	 * Lets the workload run for length_ns.  What can only be known from inside (operation_ns)
	 * goes into ret_counters, whose other values stay absent, or nowhere when that is NULL.
	 */
	int (*run)(struct workload *workload, uint64_t length_ns, struct counters *ret_counters,
		   struct error *err);
	/* Totals since the start; absent where unknown.  May be called while it runs. */
	int (*read)(struct workload *workload, struct counters *ret_totals, struct error *err);
	void (*stop)(struct workload *workload);
	/* One client from start to end, its output as text; NULL where there is no such thing. */
	int (*client_run)(struct workload *workload, const json_t *arguments, char **ret_output,
			  int *ret_status, struct error *err);
	/*
	 * Where only a part of each operation is timed: some operations more, in no figure, with
	 * the watch around each such part; how many of them were within one that holds.  NULL
	 * where there is no such part.
	 */
	int (*watch_timed)(struct workload *workload, const struct timed_watch *watch,
			   uint64_t *ret_operations, struct error *err);
	/*
	 * Such operations for the plugin that records them, in no figure either; like: what these
	 * passes are, their number of events aside.  NULL with watch_timed.
	 */
	int (*record)(struct workload *workload, struct recorded_passes *passes,
		      const struct recorded_pass *like, struct error *err);
};

struct workload {
	const struct workload_ops *ops;
	void *state;
	struct placement placement;
	struct interruptions *interruptions; /* to be asked; NULL: instructions are not counted */
	json_t *pilot; /* how start() found its pace (workload/pilot.h), or NULL */
};

/*
 * identifier is the "agent" of protocol/workload_list.h.  The new workload stands still; its
 * placement follows "pin" of the settings.  0 or a negative errno.  interruptions: what is to be
 * asked where instructions are counted, else NULL; it has to outlive the workload.
 */
int workload_start(struct workload *workload, const char *identifier, const json_t *settings,
		   struct interruptions *interruptions, struct error *err);
/* Safe on a workload that was never started. */
void workload_stop(struct workload *workload);

#endif
