/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_MACHINE_H
#define BPFTAX_RUN_MACHINE_H

/*
 * What the agent says of the machine and kernel under test, and its place in the cell's row.
 * Internal to src/run.
 */

#include "run/bench.h"

/* Adds what the agent knows of its kernel, and what is known of the started target. */
int machine_environment_ask(struct bench *bench, json_t *facts, struct error *err);

/* Fills bench->release. */
int machine_release_ask(struct bench *bench, struct error *err);

/* Writes the cell's row as it is before anything is measured. */
int machine_record(struct bench *bench, struct error *err);

/*
 * Writes what came after that, its target being stopped: how it went (done, with its reason) and
 * the environment.  What was stopped by the user stays open.
 */
int machine_finish(struct bench *bench, int done, const char *reason, struct error *err);

#endif
