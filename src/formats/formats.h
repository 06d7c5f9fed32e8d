/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_FORMATS_FORMATS_H
#define BPFTAX_FORMATS_FORMATS_H

/* The printing functions of report.c's table, and what they share. */

#include "formats/report.h"

int text_print(const struct report *report, FILE *out, const struct report_options *options);
int markdown_print(const struct report *report, FILE *out, const struct report_options *options);
int csv_print(const struct report *report, FILE *out, const struct report_options *options);
int json_print(const struct report *report, FILE *out, const struct report_options *options);
int html_print(const struct report *report, FILE *out, const struct report_options *options);
int openmetrics_print(const struct report *report, FILE *out, const struct report_options *options);
int bencher_print(const struct report *report, FILE *out, const struct report_options *options);
int benchmark_action_print(const struct report *report, FILE *out,
			   const struct report_options *options);
int junit_print(const struct report *report, FILE *out, const struct report_options *options);
int ktap_print(const struct report *report, FILE *out, const struct report_options *options);

#define ISO_TIME_LENGTH 21

/* "2023-11-14T22:13:20Z" */
void format_iso_time(int64_t unix_s, char buffer[ISO_TIME_LENGTH]);

/* "Linux 6.12.117, Some CPU, 2 CPUs, tcg (emulated)"; the caller frees, NULL without memory. */
char *format_machine(const json_t *facts);

/* "4m 03s"; "unknown" for NaN.  At most 31 characters. */
void format_duration(double seconds, char buffer[32]);

#endif
