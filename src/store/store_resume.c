// SPDX-License-Identifier: GPL-2.0-or-later
/* What a run that was cut off has to change in the store before it goes on. */
#include "store/store.h"

#include "common/cleanup.h"
#include "store/read.h"
#include "store/sql.h"

int store_run_reopen(struct store *store, const char *run, struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *update = NULL;
	int code = sql_prepare(store, &update, err,
			       "UPDATE run SET interruptions = coalesce(interruptions, 0) + 1,"
			       " duration_s = NULL, interrupted = 0 WHERE id = ?",
			       "t", run);

	return code < 0 ? code : sql_finish(store, update, err);
}

int store_plan_load(struct store *store, const char *run, int64_t cell, const char *workload,
		    json_t **ret_plan, struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *select = NULL;
	int code = sql_prepare(store, &select, err,
			       "SELECT plan FROM plan WHERE run = ? AND cell = ? AND workload = ?",
			       "tit", run, cell, workload);

	*ret_plan = NULL;
	if (code == 0)
		code = sql_next(store, select, err);
	if (code <= 0)
		return code;
	code = read_json(select, 0, ret_plan);
	return code < 0 ? sql_error(store, SQLITE_CORRUPT, err) : 0;
}

static int object_visit(sqlite3_stmt *row, store_object_visitor *visit, void *context,
			struct error *err)
{
	struct object_record object = { .number = (unsigned int)sqlite3_column_int(row, 0),
					.name = (const char *)sqlite3_column_text(row, 1),
					.sha256 = (const char *)sqlite3_column_text(row, 2),
					.bytes = sqlite3_column_blob(row, 3),
					.size = (size_t)sqlite3_column_bytes(row, 3) };

	return visit(context, &object, err);
}

int store_objects_visit(struct store *store, const char *run, store_object_visitor *visit,
			void *context, struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *rows = NULL;
	int code = sql_prepare(store, &rows, err,
			       "SELECT number, name, sha256, bytes FROM object WHERE run = ?"
			       " ORDER BY number",
			       "t", run);
	int more = code < 0 ? code : sql_next(store, rows, err);

	while (more > 0) {
		code = object_visit(rows, visit, context, err);
		more = code < 0 ? code : sql_next(store, rows, err);
	}
	return more;
}

int store_block_visits(struct store *store, const char *run, const struct visit_place *place,
		       unsigned int block, unsigned int *ret_count, struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *select = NULL;
	int code =
	    sql_prepare(store, &select, err,
			"SELECT count(*) FROM visit WHERE run = ? AND cell = ? AND workload = ?"
			" AND block = ?",
			"titi", run, place->cell, place->workload, (int64_t)block);

	if (code == 0)
		code = sql_next(store, select, err);
	if (code < 0)
		return code;
	*ret_count = (unsigned int)sqlite3_column_int64(select, 0);
	return 0;
}

static int visits_drop(struct store *store, const char *run, const struct visit_place *place,
		       unsigned int block, const char *reason, struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *update = NULL;
	int code =
	    sql_prepare(store, &update, err,
			"UPDATE visit SET state = 'dropped', reason = ? WHERE run = ? AND cell = ?"
			" AND workload = ? AND block = ?",
			"ttiti", reason, run, place->cell, place->workload, (int64_t)block);

	return code < 0 ? code : sql_finish(store, update, err);
}

static int plan_replace(struct store *store, const char *run, const struct visit_place *place,
			const json_t *plan, struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *update = NULL;
	int code =
	    sql_prepare(store, &update, err,
			"UPDATE plan SET plan = ? WHERE run = ? AND cell = ? AND workload = ?",
			"jtit", plan, run, place->cell, place->workload);

	return code < 0 ? code : sql_finish(store, update, err);
}

int store_block_cut(struct store *store, const char *run, const struct visit_place *place,
		    unsigned int block, const char *reason, const json_t *plan, struct error *err)
{
	int code = sql_execute(store, "BEGIN IMMEDIATE", err);

	if (code < 0)
		return code;
	code = visits_drop(store, run, place, block, reason, err);
	if (!code)
		code = plan_replace(store, run, place, plan, err);
	if (!code)
		return sql_execute(store, "COMMIT", err);
	sql_execute(store, "ROLLBACK", NULL);
	return code;
}
