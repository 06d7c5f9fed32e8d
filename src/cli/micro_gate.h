/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLI_MICRO_GATE_H
#define BPFTAX_CLI_MICRO_GATE_H

/*
 * `bpftax micro --gate`: rules that are read before the run, and judge it when it has ended.
 *
 *	struct micro_gate gate;
 *
 *	if (micro_gate_load(&reading, &cells, &gate, &err) < 0)     // before anything boots
 *		...
 *	verdict = micro_gate_judge(&gate, store, run_id, format, &err);
 *	micro_gate_release(&gate);
 */

#include "compare/gate.h"
#include "store/store.h"
#include "study/cell.h"
#include "study/reading.h"

struct micro_gate {
	bool given;
	enum inconclusive_effect inconclusive;
	bool skips; /* what is inconclusive is to be skipped */
	struct gate gate;
};

enum gate_outcome {
	GATE_PASSED,
	GATE_FAILED,
	GATE_CANNOT_TELL, /* what a rule names was not measured; or inconclusive, where that skips
			   */
};

/*
 * 0 also where no gate is given; -EINVAL, ERROR_USAGE: rules that are none, that bound a rise, or
 * that fit no configuration of these cells; --skip-status without a gate.
 */
int micro_gate_load(const struct reading *reading, const struct cell_list *cells,
		    struct micro_gate *ret_gate, struct error *err);
void micro_gate_release(struct micro_gate *gate);

/*
 * Prints what the gate says: on standard output below a text report, on standard error below what
 * programs read.  An enum gate_outcome, or a negative errno.
 */
int micro_gate_judge(const struct micro_gate *gate, struct store *store, const char *run_id,
		     const char *format, struct error *err);

#endif
