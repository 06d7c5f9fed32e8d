// SPDX-License-Identifier: GPL-2.0-or-later
/* The list of all runs. */
#include "store/store.h"

#include <errno.h>
#include <string.h>
#include "common/text.h"
#include "protocol/workloads.h"
#include "store/read.h"
#include "store/sql.h"

/* The count of samples goes by the index on visit (run) and the unique (visit, window_number). */
#define SELECT_RUNS                                                                                \
	"SELECT " RUN_COLUMNS ", (SELECT group_concat(release, ', ') FROM"                         \
	" (SELECT json_extract(facts, '$.release') AS release FROM cell WHERE cell.run = run.id"   \
	" AND facts IS NOT NULL GROUP BY release ORDER BY min(number))),"                          \
	" (SELECT count(*) FROM visit JOIN sample ON sample.visit = visit.id"                      \
	" WHERE visit.run = run.id)"                                                               \
	" FROM run ORDER BY started_s DESC, number DESC"

void run_summaries_free(struct run_summary *runs, size_t count)
{
	if (!runs)
		return;
	for (size_t i = 0; i < count; i++) {
		run_record_release(&runs[i].run);
		free(runs[i].release);
	}
	free(runs);
}

static int read_summary(sqlite3_stmt *select, struct run_summary *run)
{
	int code = run_record_read(select, &run->run);

	run->release = sql_text(select, RUN_COLUMN_COUNT);
	run->sample_count = (uint64_t)sqlite3_column_int64(select, RUN_COLUMN_COUNT + 1);
	return code;
}

int store_run_list(struct store *store, struct run_summary **ret_runs, size_t *ret_count,
		   struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *select = NULL;
	struct run_summary *runs = NULL;
	size_t count = 0;
	int code = sql_prepare(store, &select, err, SELECT_RUNS, "");

	while (code >= 0 && (code = sql_next(store, select, err)) > 0) {
		struct run_summary *run = array_grow((void **)&runs, &count, sizeof(*runs));

		code = run ? read_summary(select, run) : -ENOMEM;
		if (code < 0)
			sql_error(store, SQLITE_NOMEM, err);
	}
	if (code < 0) {
		run_summaries_free(runs, count);
		return code;
	}
	*ret_runs = runs;
	*ret_count = count;
	return 0;
}

int store_run_ids_counted(struct store *store, char ***ret_ids, size_t *ret_count,
			  struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *select = NULL;
	char **ids = NULL;
	size_t count = 0;
	int code = sql_prepare(store, &select, err,
			       "SELECT id FROM run WHERE id IN (SELECT result.run FROM result"
			       " JOIN cell ON cell.id = result.cell WHERE timing = 'counted'"
			       " AND workload = ?1) ORDER BY started_s DESC, number DESC",
			       "t", workload_of_kind(WORKLOAD_EVENT)->name);

	while (code >= 0 && (code = sql_next(store, select, err)) > 0) {
		char **id = array_grow((void **)&ids, &count, sizeof(*ids));

		if (id)
			*id = sql_text(select, 0);
		code = id && *id ? code : -ENOMEM;
		if (code < 0)
			sql_error(store, SQLITE_NOMEM, err);
	}
	if (code < 0) {
		text_words_free(ids, count);
		return code;
	}
	*ret_ids = ids;
	*ret_count = count;
	return 0;
}
