/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_H
#define BPFTAX_RUN_H

/*
 * Carrying a study out: target, agent, plan, windows, store.
 *
 *	struct run_context context = { .store = store, .agent_path = ..., .say = ... };
 *	struct run_outcome outcome;
 *
 *	if (run_study(&study, &context, &outcome, &err) < 0)
 *		...
 *
 * What was measured before an error or a stop is in the store all the same.
 */

#include <stdbool.h>
#include <stdint.h>
#include "common/error.h"
#include "store/store.h"
#include "study/study.h"

struct run_progress {
	const char *workload;
	double fraction;	   /* of the whole run, 0 to 1 */
	double remaining_s;	   /* NaN when unknown yet */
	const char *unit;	   /* "block", or "sample" of protocol = restart */
	unsigned int done;	   /* of those, in this workload */
	const char *configuration; /* being measured */
	double half_width_percent; /* of the widest interval; NaN: not known yet */
	double precision_percent;  /* that ends the workload; 0: none */
};

enum run_stop {
	RUN_GO_ON,
	RUN_STOP_AFTER_WINDOW, /* the first Ctrl-C */
	RUN_STOP_NOW,	       /* the second */
};

struct run_context {
	struct store *store;
	const char *agent_path;
	const char *iperf3_path;
	const char *command_line;
	const char *version;
	/* Both may be NULL. */
	void (*say)(void *context, const char *line);
	void (*progress)(void *context, const struct run_progress *progress);
	enum run_stop (*stop)(void *context);
	void *context;
};

struct run_outcome {
	char run_id[RUN_ID_LENGTH + 1]; /* "" when no run was begun */
	unsigned int measured, unsupported, not_fired, failed;
	bool interrupted;
};

/*
 * Fills *ret_outcome in any case.  0, or a negative errno when the run could not begin or had to
 * end: the environment (no QEMU, the guest died), a hook that does not exist (ERROR_USAGE).
 */
int run_study(const struct study *study, const struct run_context *context,
	      struct run_outcome *ret_outcome, struct error *err);

#endif
