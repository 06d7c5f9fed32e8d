/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_MEMORY_RUN_H
#define TESTS_MEMORY_RUN_H

/*
 * A run of two configurations and their baselines that was never stored, made visit by visit:
 *
 *	struct memory_run *run = memory_run_new("switch");
 *
 *	memory_run_add(run, BASELINE, block, 0, 1000);
 *	result = memory_run_build(run, "fentry-null");
 *	memory_run_free(run);
 */

#include <math.h>
#include <stdbool.h>
#include "estimate/build.h"

#define MANY 64

/* A run in memory: records as the store would load them, strings that are not owned. */
struct memory_run {
	struct run_data data;
	struct cell_record cells[2];
	struct configuration_record configurations[4];
	struct visit_record visits[MANY];
	struct sample samples[MANY];
	struct counters counters[MANY];
	struct result_record results[8];
	struct report *report;
};

enum { BASELINE, BASELINE_STAT, FENTRY, FENTRY_STAT };

#define assert_close(actual, expected) assert_true(fabs((actual) - (expected)) < 1e-9)

struct memory_run *memory_run_new(const char *protocol);

void memory_run_free(struct memory_run *run);

/* A visit in which configuration c handled `pps` datagrams in a second of 1e9 ns. */
struct visit_record *memory_run_add(struct memory_run *run, int c, unsigned int block,
				    unsigned int baseline, double pps);

struct counters *memory_run_last_counters(struct memory_run *run);

const struct report_result *memory_run_build_of(struct memory_run *run, const char *name,
						const char *workload);

const struct report_result *memory_run_build(struct memory_run *run, const char *name);

bool report_says(const struct report *report, const char *words);

/* What is told of the run, beside its only cell. */
bool memory_run_says(struct memory_run *run, const char *words);

/*
 * Seven blocks that drift tenfold; the configuration is always exactly 10 % above its block, and
 * now the first of its baselines is the larger one, now the second.
 */
struct memory_run *drifting_run(void);

#endif
