/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_KERNEL_SUBJECT_H
#define BPFTAX_WORDS_KERNEL_SUBJECT_H

/*
 * What a table by kernel is about (kernel_tables.h): a workload, in one figure, on the kernels that
 * were measured in one timing.
 *
 *	struct kernel_subject subject = { run, &style, "udp-drain", .counted = false,
 *					  METRIC_OPERATION_NS, ACROSS_AMOUNT, "COST PER OPERATION"
 *};
 *
 *	if (kernel_subject_has(&subject, group))
 *		print(kernel_subject_across(&subject, group, "fentry-null").mean);
 *
 * Nothing here allocates; what is returned belongs to the run.
 */

#include "estimate/across.h"
#include "estimate/run_report.h"

struct kernel_table_style {
	unsigned int width; /* 0: as wide as it gets */
	bool utf8;
	/* Of headings, as table_escape() has it of cells; NULL: they are escaped when printed. */
	char *(*escape)(const char *text);
};

struct kernel_subject {
	const struct run_report *run;
	const struct kernel_table_style *style;
	const char *workload;
	bool counted;
	enum metric metric;
	enum across_figure figure;
	const char *what; /* the title, before the unit */
};

/* The first result of the configuration anywhere, which says what it is; NULL: there is none. */
const struct report_result *kernel_subject_result(const struct kernel_subject *subject,
						  const char *configuration);

/* Whether the kernel was measured under this timing, and in the workload. */
bool kernel_subject_has(const struct kernel_subject *subject, size_t group);

/* The subject's figure of all boots of a kernel, and the level on which a baseline lies. */
struct across kernel_subject_across(const struct kernel_subject *subject, size_t group,
				    const char *configuration);
struct across kernel_subject_level(const struct kernel_subject *subject, size_t group,
				   const char *configuration);

#endif
