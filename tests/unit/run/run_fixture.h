/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TEST_RUN_FIXTURE_H
#define BPFTAX_TEST_RUN_FIXTURE_H

/*
 * One cell of the default study, under way against a scripted agent, with a store of its own.
 *
 *	struct run_fixture fixture = {};
 *
 *	run_fixture_begin(&fixture);
 *	run_fixture_prepare(&fixture, "udp-drain");
 *	run_fixture_target(&fixture, script, ARRAY_SIZE(script));
 *	...
 *	run_fixture_end(&fixture);
 */

#include "run/course.h"

struct run_fixture {
	char directory[32];
	struct study study;
	struct run_context context;
	struct cell cell;
	struct cell_list cells;
	struct run run;
	struct bench bench;
	struct course course;
};

void run_fixture_begin(struct run_fixture *fixture);

/*
 * A cell, with treatments and configurations of the study as it is by now, stored as a run would,
 * no usable sham, and the course of a workload.
 */
void run_fixture_prepare(struct run_fixture *fixture, const char *workload);
void run_fixture_target(struct run_fixture *fixture, const struct target_exchange *script,
			size_t count);
void run_fixture_end(struct run_fixture *fixture);

#endif
