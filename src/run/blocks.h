/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_BLOCKS_H
#define BPFTAX_RUN_BLOCKS_H

/*
 * When a workload has had its blocks: their number, the budget or the precision, whichever comes
 * first.  Pure; the driver asks after each block.
 *
 *	struct blocks_rule rule = { .planned = 60, .precision_percent = 1 };
 *
 *	while (blocks_decide(&rule, &state) == BLOCKS_GO_ON)
 *		...					// a block; state follows
 *
 * Precision follows the rule of stats/stopping.h: looks from 30 blocks on, every 10, rarer from
 *400.
 */

#include <stddef.h>
#include <stdint.h>

enum blocks_end {
	BLOCKS_GO_ON,
	BLOCKS_ALL,	/* as many as planned */
	BLOCKS_PRECISE, /* every interval is narrow enough */
	BLOCKS_BUDGET,	/* another block would not fit */
	BLOCKS_NOISE,	/* more of them would tell nothing either */
};

struct blocks_rule {
	unsigned int planned;	  /* 0: no number */
	uint64_t budget_ns;	  /* 0: none */
	double precision_percent; /* half-width; 0: none */
};

struct blocks_state {
	unsigned int done;
	double part;		   /* of the block under way, 0 to 1 */
	uint64_t elapsed_ns;	   /* since the workload began */
	double half_width_percent; /* of the widest interval; infinite: not known */
};

enum blocks_end blocks_decide(const struct blocks_rule *rule, const struct blocks_state *state);

/*
 * In how many seconds the workload will probably end: blocks take as long as those before them, and
 * intervals narrow with the square root of their number.  NaN when nothing is known yet.
 */
double blocks_left_s(const struct blocks_rule *rule, const struct blocks_state *state);

/*
 * "ended after 40 blocks by its precision: ...", for the report.  told_width_percent: as
 * precision.h has it for users; not finite: none is told.  Not of BLOCKS_GO_ON and BLOCKS_NOISE.
 * Returns buffer.
 */
char *blocks_end_format(char *buffer, size_t size, const struct blocks_rule *rule,
			enum blocks_end end, unsigned int done, double told_width_percent);

#endif
