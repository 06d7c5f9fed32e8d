/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_FORMATS_H
#define BPFTAX_FORMATS_H

/*
 * Printing a report: a table of formats, one file each.
 *
 *	struct report_options options = { .width = 80, .utf8 = true };
 *
 *	if (report_print(run, "text", stdout, &options, &err) < 0)
 *		...
 *
 * What is printed depends on the report and these options alone.
 */

#include <stdio.h>
#include "estimate/run_report.h"
#include "words/report_options.h"

struct report_format {
	const char *name;
	const char *summary;
	bool raw; /* knows samples_raw */
	/* Returns 0 or -ENOMEM; errors of writing show in ferror(out). */
	int (*print)(const struct run_report *run, FILE *out, const struct report_options *options);
};

extern const struct report_format report_formats[];
extern const size_t report_formats_count;

/* The format with this name, or NULL. */
const struct report_format *report_format_find(const char *name);

/*
 * Returns 0; -EINVAL (ERROR_USAGE) for an unknown format or one that cannot give raw samples;
 * -ENOMEM, or what writing failed with (ERROR_ENVIRONMENT), among them -EPIPE.
 */
int report_print(const struct run_report *run, const char *format, FILE *out,
		 const struct report_options *options, struct error *err);

#endif
