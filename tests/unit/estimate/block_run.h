/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_BLOCK_RUN_H
#define TESTS_BLOCK_RUN_H

/*
 * A run in blocks of any configurations, that was never stored:
 *
 *	struct block_run *run = block_run_new("icount");
 *	size_t null = block_run_configure(run, "fentry", "null", false, NAN);
 *
 *	block_run_add(run, "udp-drain", null, block, 0, value);		// a window
 *	use(block_run_build(run));
 *	block_run_free(run);
 *
 * The first two configurations are baseline and baseline-stat.
 */

#include <math.h>
#include <stdbool.h>
#include "estimate/build.h"

enum { BLOCK_RUN_BASELINE, BLOCK_RUN_BASELINE_STATISTICS };

struct block_run;

/* timing: "kvm", "icount" */
struct block_run *block_run_new(const char *timing);
void block_run_free(struct block_run *run);
struct run_data *block_run_data(struct block_run *run);

/* Names are made of the rest.  Texts have to outlive the run. */
size_t block_run_configure(struct block_run *run, const char *mechanism, const char *program,
			   bool statistics, double delay_ns);

/*
 * A visit of one window.  value: of udp-drain the nanoseconds of a receive, of a workload that
 * flows the datagrams of a second, of micro the cost of an event.
 */
void block_run_add(struct block_run *run, const char *workload, size_t configuration,
		   unsigned int block, unsigned int baseline, double value);

/* Gives the windows there are of a configuration what the kernel's statistics say of a run. */
void block_run_tell_runs(struct block_run *run, size_t configuration, double run_ns);

/* Of what is there by now; owned by the run. */
const struct report *block_run_build(struct block_run *run);

#endif
