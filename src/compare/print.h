/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_PRINT_H
#define BPFTAX_COMPARE_PRINT_H

/* A comparison, printed; and its formats, a file each. */

#include <stdio.h>
#include "compare/compare.h"
#include "words/report_options.h"

/* text, markdown or json, or with a gate also junit or ktap; 0, -EINVAL for another or -ENOMEM. */
int compare_print(const struct compare *compare, const char *format, FILE *out,
		  const struct report_options *options);

int compare_print_text(const struct compare *compare, FILE *out,
		       const struct report_options *options);
int compare_print_json(const struct compare *compare, FILE *out,
		       const struct report_options *options);
int compare_print_markdown(const struct compare *compare, FILE *out,
			   const struct report_options *options);
int compare_print_junit(const struct compare *compare, FILE *out,
			const struct report_options *options);
int compare_print_ktap(const struct compare *compare, FILE *out,
		       const struct report_options *options);

/*
 * "+3 instructions [3, 3], at most +0 instructions": what a verdict is about, or why there is none.
 * The caller frees and escapes; NULL without memory.
 */
char *comparison_sentence(const struct comparison *row);

/* "12.3" or "[low, high]" with as many decimals as its size asks for; at most 63 characters. */
void number_text(double value, bool sign, char buffer[64]);

#endif
