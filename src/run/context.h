/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_CONTEXT_H
#define BPFTAX_RUN_CONTEXT_H

/*
 * What a run is given by whoever starts it, and what it tells meanwhile and at the end.  None of
 * the functions is called from two threads at once.
 */

#include <stdbool.h>
#include "store/store.h"

struct run_progress {
	const char *cell; /* where, when there are several; else NULL */
	const char *workload;
	double fraction;	   /* of the whole run, 0 to 1 */
	double remaining_s;	   /* NaN when unknown yet */
	const char *unit;	   /* "block", or "sample" of protocol = restart */
	unsigned int done;	   /* of those, in this workload */
	const char *configuration; /* being measured */
	double half_width_percent; /* of the widest interval; NaN: not known yet */
	double precision_percent;  /* that ends the workload; 0: none */
};

/* There is more in the store than before, and nothing is being measured: a moment to look at it. */
struct run_news {
	const char *run_id;
	bool counted;	  /* by a cell that counts, which nothing disturbs */
	bool block_ended; /* a block is whole */
};

enum run_stop {
	RUN_GO_ON,
	RUN_STOP_AFTER_WINDOW, /* the first Ctrl-C */
	RUN_STOP_NOW,	       /* the second */
};

/* What runs in guests of one architecture. */
struct run_helper {
	const char *architecture;
	const char *agent_path;
	const char *iperf3_path;
	const char *recorder_path; /* QEMU's plugin */
};

/* What somebody brings to be measured (--object): an object of BPF programs. */
struct run_object {
	char *path; /* as it was named */
	char *file; /* the same without directory and .bpf.o */
	char sha256[65];
	char *bytes;
	size_t size;
};

struct run_context {
	struct store *store;
	const struct run_helper *helpers; /* of every architecture that a cell has */
	size_t helper_count;
	const struct run_object *objects; /* of the study, loaded */
	size_t object_count;
	const char *command_line;
	const char *version;
	const char *resume; /* the id of a run that goes on; NULL: a new one */
	/* All may be NULL. */
	void (*say)(void *context, const char *line);
	void (*progress)(void *context, const struct run_progress *progress);
	void (*news)(void *context, const struct run_news *news);
	enum run_stop (*stop)(void *context);
	void *context;
};

/* The helper of this architecture, or NULL. */
const struct run_helper *run_helper_find(const struct run_context *context,
					 const char *architecture);

/*
 * -ENOENT and ERROR_ENVIRONMENT, with the command that makes it, where the architecture is not
 * bpftax's own and its helper (or NULL) has no agent.
 */
int run_helper_check(const struct run_helper *helper, const char *architecture, struct error *err);

struct run_outcome {
	char run_id[RUN_ID_LENGTH + 1]; /* "" when no run was begun */
	unsigned int measured, unsupported, no_workload, not_fired, failed;
	unsigned int failed_cells; /* of several, those that could not be measured to their end */
	bool interrupted;
};

#endif
