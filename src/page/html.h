/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PAGE_HTML_H
#define BPFTAX_PAGE_HTML_H

/* The report as one page of HTML that needs no network and no script. */

#include <stdio.h>
#include "estimate/run_report.h"
#include "words/report_options.h"

/* 0 or -ENOMEM; errors of writing show in ferror(out). */
int html_print(const struct run_report *run, FILE *out, const struct report_options *options);

#endif
