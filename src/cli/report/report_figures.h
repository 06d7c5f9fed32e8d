/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLI_REPORT_FIGURES_H
#define BPFTAX_CLI_REPORT_FIGURES_H

/*
 * The figures of a report as SVG files, drawn by gnuplot, with their data and scripts beside them.
 *
 *	code = report_figures_write(run, "figures", &err);
 */

#include "common/error.h"
#include "estimate/run_report.h"

/*
 * Makes the directory with all figures in it, or nothing.  A directory that is there must be empty
 * (-EEXIST, ERROR_USAGE).  -ENOENT with ERROR_ENVIRONMENT when gnuplot is not installed.
 */
int report_figures_write(const struct run_report *run, const char *directory, struct error *err);

#endif
