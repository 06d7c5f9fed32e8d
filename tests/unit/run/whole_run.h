/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TEST_WHOLE_RUN_H
#define BPFTAX_TEST_WHOLE_RUN_H

/*
 * A whole run of a study against the agent of fake_agent.h, with a store of its own.
 *
 *	whole_run_begin(&fixture);
 *	whole_run_option(&fixture, "mechanism", "fentry");
 *	fake_agent.unsupported = "fexit";
 *	if (whole_run(&fixture, &outcome, &err) < 0)
 *		...
 *	data = whole_run_stored(&fixture, &outcome);
 *	run_fixture_end(&fixture);
 */

#include "fake_agent.h"
#include "run/run.h"
#include "run_fixture.h"

/* The default study, and an agent that refuses nothing. */
void whole_run_begin(struct run_fixture *fixture);

/* As typed; what cannot be set fails the test. */
void whole_run_option(struct run_fixture *fixture, const char *name, const char *value);

/* What run_study() returns. */
int whole_run(struct run_fixture *fixture, struct run_outcome *ret_outcome, struct error *err);

/* What the store has of it; run_data_free() it. */
struct run_data *whole_run_stored(struct run_fixture *fixture, const struct run_outcome *outcome);

#endif
