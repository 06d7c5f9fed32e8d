/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_FORMATS_FORMATS_H
#define BPFTAX_FORMATS_FORMATS_H

/*
 * The printing functions of report.c's table, a file each; page/html.c has the page.  All return 0
 * or -ENOMEM; errors of writing show in ferror(out).
 */

#include <stdio.h>
#include "estimate/run_report.h"
#include "words/report_options.h"

#define FORMAT(identifier, name, raw, summary)                                                     \
	int identifier##_print(const struct run_report *run, FILE *out,                            \
			       const struct report_options *options);
#include "study/format_list.h"
#undef FORMAT

#endif
