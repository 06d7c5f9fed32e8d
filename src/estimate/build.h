/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_BUILD_H
#define BPFTAX_ESTIMATE_BUILD_H

/*
 * Computes the report of one cell from what the store holds; run_report.h has that of a run.
 *
 *	struct report *report = NULL;
 *
 *	store_run_load(store, id, &data, &err);
 *	cell_data_take(data, cell, &part); // cell_data.h; not needed where there is one
 *	report_build(part, &report, &err);
 *	report_free(report);
 *	cell_data_free(part); // after the report, which points into it
 *
 * Pure: no clock, no I/O.
 */

#include "estimate/types.h"

/*
 * data: of one cell; its samples get what is estimated from their chunks as counters
 * (estimate/chunk_estimates.h).  Returns 0 or -ENOMEM.
 */
int report_build(struct run_data *data, struct report **ret_report, struct error *err);
void report_free(struct report *report);

#endif
