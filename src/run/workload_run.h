/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORKLOAD_RUN_H
#define BPFTAX_WORKLOAD_RUN_H

/*
 * One workload of the study, from its start through all blocks to its results.  Internal to
 * src/run.
 */

#include "run/session.h"

/* One that nobody named and that this machine cannot have: a note says why, and it has no results.
 */
#define WORKLOAD_LEFT_OUT 1

/*
 * index: which of the study's workloads.  0, WORKLOAD_LEFT_OUT, or a negative errno when the run
 * has to end.
 */
int workload_run(struct run_session *session, size_t index, struct error *err);

/* Starts session->workload, frozen; stops it.  err may be NULL for the second: something failed
 * before. */
int workload_begin(struct run_session *session, struct error *err);
int workload_end(struct run_session *session, struct error *err);

/* Adds the statuses of the workload that was just run to the outcome and to the store. */
int workload_results(struct run_session *session, struct run_outcome *outcome, struct error *err);

#endif
