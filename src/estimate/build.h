/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_BUILD_H
#define BPFTAX_ESTIMATE_BUILD_H

/*
 * Computes a report from what the store holds.
 *
 *	struct report *report = NULL;
 *
 *	store_run_load(store, id, &data, &err);
 *	report_build(data, &report, &err);
 *	report_print(report, "text", stdout, &options, &err);	// formats/report.h
 *	report_free(report);
 *	run_data_free(data);				// after the report, which points into it
 *
 * Pure: no clock, no I/O.
 */

#include "estimate/types.h"

/* Returns 0 or -ENOMEM. */
int report_build(const struct run_data *data, struct report **ret_report, struct error *err);
void report_free(struct report *report);

#endif
