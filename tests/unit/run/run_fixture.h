/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TEST_RUN_FIXTURE_H
#define BPFTAX_TEST_RUN_FIXTURE_H

/*
 * A session of the default study against a scripted agent, with a store of its own.
 *
 *	struct run_fixture fixture = {};
 *
 *	run_fixture_begin(&fixture);
 *	run_fixture_target(&fixture, script, ARRAY_SIZE(script));
 *	...
 *	run_fixture_end(&fixture);
 */

#include "run/session.h"

struct run_fixture {
	char directory[32];
	struct study study;
	struct run_context context;
	struct run_session session;
	struct target_config config;
};

void run_fixture_begin(struct run_fixture *fixture);
/*
 * Treatments and configurations of the study as it is by now, stored as a run would, and a cell.
 */
void run_fixture_prepare(struct run_fixture *fixture);
void run_fixture_target(struct run_fixture *fixture, const struct target_exchange *script,
			size_t count);
void run_fixture_end(struct run_fixture *fixture);

#endif
