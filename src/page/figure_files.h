/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PAGE_FIGURE_FILES_H
#define BPFTAX_PAGE_FIGURE_FILES_H

/*
 * The figures as files: for each its data (tab-separated, NAME.tsv) and the gnuplot script
 * (NAME.gp) that draws it, as SVG to standard output, in the folder where both stand.  Text only;
 * who has them drawn is src/cli/report/report_figures.c.
 *
 *	struct figure_files files;
 *
 *	if (figure_files_build(run, &files) < 0)
 *		return -ENOMEM;
 *	for (size_t i = 0; i < files.count; i++)
 *		write(files.files[i].name, files.files[i].data, files.files[i].script);
 *	figure_files_release(&files);
 */

#include "estimate/run_report.h"

struct figure_file {
	char *name;  /* "udp-drain-effects", "cell-1-udp-drain-effects": letters, digits, hyphens */
	char *title; /* what it shows, in words */
	char *data, *script;
};

struct figure_files {
	struct figure_file *files;
	size_t count;
};

/* Figures that have nothing to show are left out.  Returns 0 or -ENOMEM; pure. */
int figure_files_build(const struct run_report *run, struct figure_files *ret_files);
void figure_files_release(struct figure_files *files);

#endif
