/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_MICRO_H
#define BPFTAX_RUN_MICRO_H

/*
 * The micro measurement: every (mechanism, program) loaded afresh again and again, in random
 * order, each reload a visit whose samples hold the cost of an event.  Internal to src/run.
 */

#include "run/session.h"

/* `bpftax micro`.  Configurations were added; 0, or a negative errno when the run has to end. */
int micro_run(struct run_session *session, struct error *err);

/*
 * The same as one workload among others of a study, in the same guest: fewer reloads, as it is
 * there to be held against the direct cost.  The session is at this workload.
 */
int micro_workload_run(struct run_session *session, struct error *err);

#endif
