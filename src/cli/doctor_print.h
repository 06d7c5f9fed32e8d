/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLI_DOCTOR_PRINT_H
#define BPFTAX_CLI_DOCTOR_PRINT_H

/*
 * What `bpftax doctor` found, on standard output.
 *
 *	struct diagnosis diagnosis;
 *
 *	diagnosis_make(&findings, NULL, &diagnosis);
 *	doctor_print_text(&findings, &diagnosis);
 *	return diagnosis_status(&diagnosis);
 *
 * The findings' words come from kernels and their programs: they are made harmless here.
 */

#include "environment/checks.h"
#include "run/doctor.h"

#define DIAGNOSIS_CHECKS_MAX 64

struct diagnosis {
	struct check_verdict verdicts[DIAGNOSIS_CHECKS_MAX]; /* in the order of checks_table */
	size_t warnings, hopeless;
	const char *failure; /* why the target could not be looked at, or NULL */
};

void diagnosis_make(const struct doctor_findings *findings, const char *failure,
		    struct diagnosis *ret_diagnosis);

/* The exit status: 0 fine, 1 warnings, 3 nothing can be measured. */
int diagnosis_status(const struct diagnosis *diagnosis);

void doctor_print_text(const struct doctor_findings *findings, const struct diagnosis *diagnosis);
void doctor_print_json(const struct doctor_findings *findings, const struct diagnosis *diagnosis);

#endif
