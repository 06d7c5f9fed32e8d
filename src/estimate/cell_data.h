/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_CELL_DATA_H
#define BPFTAX_ESTIMATE_CELL_DATA_H

/*
 * What a run holds of one of its cells, as if the run had that cell alone: what estimates are made
 * of, so that nothing below has to ask which cell a visit is of, and no block spans two.
 *
 *	struct run_data *part = NULL;
 *
 *	if (cell_data_take(data, &data->cells[2], &part) == 0)
 *		report_build(part, &report, &err);
 *	report_free(report);
 *	cell_data_free(part);		// before data, which it points into
 *
 * Pure.
 */

#include "store/store.h"

/*
 * cell: one of data's, whose chunks have been made use of (estimate/chunk_estimates.h).  Visits,
 * samples and results are copied, their texts, proofs and counters shared with data; all else is
 * shared.  Returns 0 or -ENOMEM.
 */
int cell_data_take(const struct run_data *data, const struct cell_record *cell,
		   struct run_data **ret_part);
void cell_data_free(struct run_data *part);

#endif
