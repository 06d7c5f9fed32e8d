/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_SESSION_H
#define BPFTAX_RUN_SESSION_H

/*
 * What the parts of a run share while it lasts: the study, the started target, the store's ids,
 * and the treatments of the workload under way.  Internal to src/run.
 */

#include "environment/load.h"
#include "protocol/messages.h"
#include "run/blocks.h"
#include "run/run.h"
#include "run/treatment_outcome.h"
#include "study/delays.h"
#include "study/plan.h"
#include "target/target.h"
#include "workload/iperf3_client.h"

/* What could spoil the run (run/environment.h). */
struct run_environment {
	json_t *before, *during, *after;
	struct load_reading load; /* when the run began */
	bool load_known;
};

/* How long a window settles and is measured. */
struct window_lengths {
	uint64_t settle_ns, window_ns;
};

struct run_session {
	const struct study *study;
	const struct run_context *context;
	struct target *target;
	struct run_record record;
	char *release;	     /* of the kernel under test */
	char *sham_function; /* hooks that no workload reaches; NULL: none was found */
	char *sham_tracepoint;
	bool *sham_usable;	 /* for each of the study's mechanisms */
	struct cell_record cell; /* its facts are owned, its texts are not */
	struct run_environment environment;
	unsigned int visits; /* made so far */
	struct treatment_list treatments;
	struct configuration_list configurations;
	int64_t *treatment_ids;	    /* in the store, of each */
	int64_t *configuration_ids; /* the same */
	struct delays delays;	    /* as resolved; none: count 0 */
	uint64_t begun_ns;	    /* CLOCK_MONOTONIC, when the target was ready */

	/* of the workload under way */
	const char *workload;
	json_t *pilot;					    /* how its pace was found, or NULL */
	struct treatment_outcome *outcomes;		    /* of each treatment, by its id */
	struct treatment_outcome delay_lengths[DELAYS_MAX]; /* closed: one that cannot be had */
	struct window_lengths lengths;
	struct iperf3_client client; /* client = host */
	struct iperf3_place client_place;
	uint64_t workload_begun_ns;
	uint64_t workload_budget_ns; /* 0: fixed number of blocks */
	unsigned int blocks_done, blocks_planned;
	struct blocks_rule blocks_rule; /* protocol = switch */
	double half_width_percent;	/* at the last look; infinite: not known */
	double fraction_before;		/* of the whole run, when this workload began */
	double fraction_share;
};

/* Prints one line to the user by the context. */
void session_say(const struct run_session *session, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What the user asked for in the meantime. */
enum run_stop session_stop(const struct run_session *session);

/* Makes the lists of treatments and configurations of the study; 0 or a negative errno. */
int session_plan_prepare(struct run_session *session, struct error *err);
/* Puts them into the store. */
int configurations_store(struct run_session *session, struct error *err);
void session_plan_release(struct run_session *session);

/* The store's id of what a window measures; -1 when it is none of this run. */
int64_t session_configuration(const struct run_session *session, unsigned int treatment,
			      struct window_setting setting);

const struct treatment *session_treatment(const struct run_session *session,
					  const struct visit *visit);

/* What became of the visit's treatment so far; NULL for a baseline. */
struct treatment_outcome *session_outcome(struct run_session *session, const struct visit *visit);

/* Forgets what became of the treatments: another workload begins. */
void session_outcomes_reset(struct run_session *session);

/* Asks the agent; as agent_call() with the session's target and no events. */
int session_call(struct run_session *session, json_t *request, double patience_s,
		 json_t **ret_reply, struct error *err);

/* Switches statistics on or off by the study's means; the workload stands still. */
int session_statistics(struct run_session *session, bool on, struct error *err);

/* The target that the study asks for; its strings are the session's. */
struct target_config session_target(struct run_session *session);

/* Releases what the session has gathered; the target is stopped before. */
void session_free(struct run_session *session);

/* Tells the context how far the run is. */
void session_progress(struct run_session *session, const char *configuration);

#endif
