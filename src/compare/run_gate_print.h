/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_RUN_GATE_PRINT_H
#define BPFTAX_COMPARE_RUN_GATE_PRINT_H

/* What a gate said of one run (run_gate.h), below its report. */

#include <stdio.h>
#include "compare/run_gate.h"
#include "words/report_options.h"

/* A sentence for each configuration that a rule fits, and how many passed; 0 or -ENOMEM. */
int gated_run_print(const struct gated_run *gated, const struct verified_list *verified, FILE *out,
		    const struct report_options *options);

/* The rows on the verifier, a sentence each.  0 or -ENOMEM. */
int verified_print(const struct verified_list *verified, FILE *out,
		   const struct report_options *options);

/* "140 instructions [139, 141], at most 135 instructions", or why there is no verdict; the caller
 * frees and escapes; NULL without memory. */
char *gated_row_sentence(const struct gated_row *row);

#endif
