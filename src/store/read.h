/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STORE_READ_H
#define BPFTAX_STORE_READ_H

/*
 * Rows to records.  Private to src/store; shared by the list of runs and the loading of one.
 */

#include "store/sql.h"
#include "store/store.h"

/* What run_record_read() expects, in this order, from column 0 on. */
#define RUN_COLUMNS                                                                                \
	"run.id, run.label, run.study_name, run.protocol, run.command_line, run.version, "         \
	"run.seed,"                                                                                \
	" run.started_s, run.duration_s, run.interrupted,"                                         \
	" coalesce(run.interruptions, 0)"
#define RUN_COLUMN_COUNT 11

/* Fills everything but the study.  Returns 0 or -ENOMEM; release what was filled either way. */
int run_record_read(sqlite3_stmt *statement, struct run_record *run);
void run_record_release(struct run_record *run);

/*
 * One more zeroed element at the end of *array, which grows by doubling; NULL without memory.
 * *count is the number of elements in use.
 */
void *array_grow(void **array, size_t *count, size_t size);

/* A condition of a statement whose ?2 is the row of the only cell that is meant, or 0. */
#define OF_CELL(column) " AND (?2 = 0 OR " column " = ?2)"

/*
 * A JSON column; *ret_value stays as it is for NULL.  The schema has checked it, so what does not
 * parse is a damaged file: -EBADMSG.
 */
int read_json(sqlite3_stmt *statement, int column, json_t **ret_value);

/*
 * The samples, once the run itself, its configurations and its visits are there
 * (store_samples.c); those of one cell's row, or of all with 0.  One of another run's configuration
 * is a damaged file: -EBADMSG.
 */
int store_samples_load(struct store *store, int64_t cell, struct run_data *data, struct error *err);

/* The proofs that a report may show, once visits and samples are there (store_proofs.c). */
int store_proofs_load(struct store *store, struct run_data *data, struct error *err);

#endif
