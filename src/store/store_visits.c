// SPDX-License-Identifier: GPL-2.0-or-later
/* The visits of a run that goes on: those that have ended, and those that were cut off. */
#include "store/store.h"
#include "store/sql.h"

/* Goes by the index on visit (run), which has the rows' ids behind it. */
#define SELECT_ENDED                                                                               \
	"SELECT visit.id, block, position, state = 'kept', reason, min(started_ns),"               \
	" max(started_ns + coalesce(length_ns, 0)), count(sample.id) FROM visit"                   \
	" LEFT JOIN sample ON sample.visit = visit.id"                                             \
	" WHERE run = ? AND visit.id > ? AND cell = ? AND workload = ? AND state <> 'open'"        \
	" GROUP BY visit.id ORDER BY visit.id"

static struct visit_row row_read(sqlite3_stmt *select)
{
	return (struct visit_row){
		.id = sqlite3_column_int64(select, 0),
		.block = (unsigned int)sqlite3_column_int64(select, 1),
		.position = (unsigned int)sqlite3_column_int64(select, 2),
		.kept = sqlite3_column_int(select, 3),
		.reason = (const char *)sqlite3_column_text(select, 4),
		.begun_ns = sql_real(select, 5),
		.ended_ns = sql_real(select, 6),
		.samples = (unsigned int)sqlite3_column_int64(select, 7),
	};
}

int store_visits_ended(struct store *store, const char *run, const struct visit_place *place,
		       void (*take)(void *context, const struct visit_row *row), void *context,
		       struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *select = NULL;
	int code = sql_prepare(store, &select, err, SELECT_ENDED, "tiit", run, place->after,
			       place->cell, place->workload);

	while (code >= 0 && (code = sql_next(store, select, err)) > 0) {
		struct visit_row row = row_read(select);

		take(context, &row);
	}
	return code;
}

int store_visits_cut(struct store *store, const char *run, const struct visit_place *place,
		     unsigned int block, bool all, const char *reason, struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *update = NULL;
	int code = sql_prepare(store, &update, err,
			       "UPDATE visit SET state = 'dropped', reason = ? WHERE run = ? AND"
			       " cell = ? AND workload = ? AND block = ? AND"
			       " (state = 'open' OR (? AND state = 'kept'))",
			       "ttitii", reason, run, place->cell, place->workload, (int64_t)block,
			       (int64_t)all);

	return code < 0 ? code : sql_finish(store, update, err);
}
