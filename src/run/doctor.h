/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_DOCTOR_H
#define BPFTAX_RUN_DOCTOR_H

/*
 * Looking at a machine before anything is measured on it: its facts, its noise, and what a run
 * could see there.
 *
 *	struct doctor_findings findings;
 *
 *	if (doctor_examine(&study, &context, &findings, &err) < 0)
 *		...                                            // findings.facts holds what is known
 *	doctor_findings_free(&findings);
 *
 * The study says where to look, which hook, and what a block of it would be.  Of the context the
 * agent's path and say() are used.
 */

#include "run/context.h"
#include "study/study.h"

struct doctor_expectation {
	unsigned int minutes; /* of the whole study */
	double blocks;	      /* of udp-drain in this time */
	double mde80_percent; /* of its direct cost; NaN: too few blocks or readings */
};

#define DOCTOR_EXPECTATIONS 3 /* 1, 5 and 15 minutes */

struct doctor_findings {
	json_t *facts;	/* environment/facts.h and checks.h */
	char *kernel;	/* release under test, or NULL */
	size_t windows; /* of the A/A; 0: none */
	double noise_length_s;
	double reading_ns;    /* median receive */
	double noise_percent; /* standard deviation of a reading */
	double visit_s;
	bool attached; /* a sham was, before each window */
	struct doctor_expectation expectations[DOCTOR_EXPECTATIONS];
};

/*
 * Fills *ret_findings in any case, as far as it came.  Takes the length of the A/A, a second for
 * the load, and the target's start.  A negative errno when the target cannot be started or is lost.
 */
int doctor_examine(const struct study *study, const struct run_context *context,
		   struct doctor_findings *ret_findings, struct error *err);
void doctor_findings_free(struct doctor_findings *findings);

#endif
