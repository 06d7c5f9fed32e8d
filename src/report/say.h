/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_REPORT_SAY_H
#define BPFTAX_REPORT_SAY_H

/*
 * Adding a sentence to a report.  Private to src/report.
 *
 *	return say(report, "%s: %zu blocks.", workload->name, workload->blocks);
 */

#include "report/model.h"

/* 0 or -ENOMEM. */
int say(struct report *report, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
