/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_RECORD_H
#define BPFTAX_RUN_RECORD_H

/*
 * What a bench writes into the run's store, each call under the run's lock and durable when it
 * returns.  Results and errors as of the functions of store/store.h.  Internal to src/run.
 *
 *	record_cell_begin(&bench, &err);
 *	record_configurations(&bench, &err);
 *	record_visit_begin(&bench, &visit, &id, &err);
 *	record_sample(&bench, &sample, &err);
 */

#include "run/bench.h"

/* The cell's row, fills bench->record; and what has become known of it since. */
int record_cell_begin(struct bench *bench, struct error *err);
int record_cell(struct bench *bench, struct error *err);

/* Treatments and configurations, those that no other cell has written yet; fills their ids. */
int record_configurations(struct bench *bench, struct error *err);

int record_plan(struct bench *bench, const char *workload, const json_t *plan, struct error *err);

/* Of a run that goes on, as the store's functions of these names; of another there is no plan. */
int record_plan_load(struct bench *bench, const char *workload, json_t **ret_plan,
		     struct error *err);
int record_block_visits(struct bench *bench, const char *workload, unsigned int block,
			unsigned int *ret_count, struct error *err);
int record_block_cut(struct bench *bench, const char *workload, unsigned int block,
		     const char *reason, const json_t *plan, struct error *err);

/* visit->cell is filled in; so is result->cell. */
int record_visit_begin(struct bench *bench, struct visit_record *visit, int64_t *ret_id,
		       struct error *err);
int record_visit_end(struct bench *bench, int64_t visit, const char *reason, const json_t *proof,
		     struct error *err);
int record_sample(struct bench *bench, const struct sample_record *sample, struct error *err);
int record_anatomy(struct bench *bench, struct anatomy_record *anatomy, struct error *err);
int record_result(struct bench *bench, struct result_record *result, struct error *err);

/* The visits of a workload that have ended since a row of them; as store_visits_ended(). */
int record_visits(struct bench *bench, const char *workload, int64_t after,
		  void (*take)(void *context, const struct visit_row *row), void *context,
		  struct error *err);

/* As store_visits_cut(). */
int record_visits_cut(struct bench *bench, const char *workload, unsigned int block, bool all,
		      const char *reason, struct error *err);

/* A sentence of the run's; of which cell is said where there are several. */
int record_note(struct bench *bench, const char *text, struct error *err);

#endif
