/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_FORMATS_TEXT_FULL_H
#define BPFTAX_FORMATS_TEXT_FULL_H

/* The whole report for a terminal, as --full prints it: by kernel, then cell by cell. */

#include <stdio.h>
#include "estimate/run_report.h"
#include "words/report_options.h"

/* Returns 0 or -ENOMEM; errors of writing show in ferror(out). */
int text_put_full(const struct run_report *run, FILE *out, const struct report_options *options);

#endif
