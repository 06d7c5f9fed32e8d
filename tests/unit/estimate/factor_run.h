/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TEST_FACTOR_RUN_H
#define BPFTAX_TEST_FACTOR_RUN_H

/*
 * Runs of designs whose parts add what the test says, and what was found of them.
 *
 *	struct block_run *run = run_of("kvm", "udp-drain", whole, WHOLE_COUNT);
 *
 *	assert_adds(factors_of_cell(block_run_build(run)), "map", 150);
 *	block_run_free(run);
 */

#include <stdbool.h>
#include <stddef.h>
#include "block_run.h"
#include "estimate/factors.h"

#define BLOCKS 8

struct arm {
	const char *mechanism, *program;
	bool statistics;
	double added;
};

/* Two mechanisms by two programs, without and with statistics: 500 and 200, 150, 100. */
#define WHOLE_COUNT 8
extern const struct arm whole[WHOLE_COUNT];

/* Wobbles about 0 within a block, and sums to 0 over the blocks. */
double wobble(unsigned int block, size_t arm);

struct block_run *run_of_blocks(const char *timing, const char *workload, const struct arm *arms,
				size_t count, unsigned int blocks);
struct block_run *run_of(const char *timing, const char *workload, const struct arm *arms,
			 size_t count);

/* NULL: there is none of this name. */
const struct factor *find(const struct factor_set *set, const char *name);
const struct factor_interaction *find_interaction(const struct factor_set *set, const char *one,
						  const char *other);
void assert_adds(const struct factor_set *set, const char *name, double added);

#endif
