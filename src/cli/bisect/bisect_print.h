/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLI_BISECT_PRINT_H
#define BPFTAX_CLI_BISECT_PRINT_H

/* What a search has found by now, printed: a file a format. */

#include <stdio.h>
#include "cli/bisect/bisect.h"
#include "words/report_options.h"

/* text or json; 0, -EINVAL for another or -ENOMEM. */
int bisect_print(const struct bisect *bisect, const char *format, FILE *out,
		 const struct report_options *options);

/* The steps of each rule, and what could not be looked at. */
int bisect_print_text(const struct bisect *bisect, FILE *out, const struct report_options *options);

/* "bpftax-bisect/1": the same, and what is known of each kernel. */
int bisect_print_json(const struct bisect *bisect, FILE *out, const struct report_options *options);

#endif
