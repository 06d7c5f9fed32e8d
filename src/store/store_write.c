// SPDX-License-Identifier: GPL-2.0-or-later
/* What a run writes, each call one committed statement. */
#include "store/store.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>
#include "store/sql.h"

/* The parts of SQL that name the counters, from the one list of them. */
#define COUNTER(identifier, unit, since, check, meaning) ", " #identifier
static const char sample_insert[] =
    "INSERT INTO sample (visit, configuration, window_number, started_ns, chunks_packed"
#include "protocol/counter_list.h"
#undef COUNTER
    ") VALUES (?, ?, ?, ?, ?"
#define COUNTER(identifier, unit, since, check, meaning) ", ?"
#include "protocol/counter_list.h"
#undef COUNTER
    ")";

static int draw_run_id(char id[RUN_ID_LENGTH + 1], struct error *err)
{
	unsigned char bytes[RUN_ID_LENGTH / 2];

	if (getrandom(bytes, sizeof(bytes), 0) != sizeof(bytes))
		return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot draw a run's id");
	for (size_t i = 0; i < sizeof(bytes); i++)
		sprintf(id + 2 * i, "%02x", bytes[i]);
	return 0;
}

int store_run_begin(struct store *store, struct run_record *run, struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *insert = NULL;
	char id[RUN_ID_LENGTH + 1];
	int code = draw_run_id(id, err);

	if (code < 0)
		return code;
	code = sql_prepare(
	    store, &insert, err,
	    "INSERT INTO run (id, label, study_name, protocol, command_line, version,"
	    " study, seed, started_s) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
	    "ttttttjii", id, run->label, run->study_name, run->protocol, run->command_line,
	    run->version, run->study, (int64_t)run->seed, run->started_s);
	if (code == 0)
		code = sql_finish(store, insert, err);
	if (code < 0)
		return code;
	memcpy(run->id, id, sizeof(id));
	return 0;
}

/* Finishes an INSERT and hands out the id of its row. */
static int insert_row(struct store *store, sqlite3_stmt *insert, int64_t *ret_id, struct error *err)
{
	int code = sql_finish(store, insert, err);

	if (code == 0 && ret_id)
		*ret_id = sqlite3_last_insert_rowid(store->database);
	return code;
}

int store_cell_add(struct store *store, const char *run, const struct cell_record *cell,
		   int64_t *ret_id, struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *insert = NULL;
	int code =
	    sql_prepare(store, &insert, err,
			"INSERT INTO cell (run, number, target, kernel, architecture, timing,"
			" boot, cpus, state, reason, facts)"
			" VALUES (?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?, ?, ?)",
			"tittttiittj", run, (int64_t)cell->number, cell->target, cell->kernel,
			cell->architecture, cell->timing, (int64_t)cell->boot, (int64_t)cell->cpus,
			cell->state ? cell->state : "open", cell->reason, cell->facts);

	return code < 0 ? code : insert_row(store, insert, ret_id, err);
}

int store_cell_update(struct store *store, const struct cell_record *cell, struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *update = NULL;
	int code =
	    sql_prepare(store, &update, err,
			"UPDATE cell SET architecture = coalesce(?, architecture),"
			" cpus = coalesce(nullif(?, 0), cpus), state = ?,"
			" reason = ?, facts = coalesce(?, facts) WHERE id = ?",
			"tittji", cell->architecture, (int64_t)cell->cpus,
			cell->state ? cell->state : "open", cell->reason, cell->facts, cell->id);

	return code < 0 ? code : sql_finish(store, update, err);
}

int store_treatment_add(struct store *store, const char *run,
			const struct treatment_record *treatment, int64_t *ret_id,
			struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *insert = NULL;
	int code = sql_prepare(store, &insert, err,
			       "INSERT INTO treatment (run, number, name, kind, mechanism, program,"
			       " threads, programs) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
			       "tittttii", run, (int64_t)treatment->number, treatment->name,
			       treatment->kind, treatment->mechanism, treatment->program,
			       (int64_t)treatment->threads, (int64_t)treatment->programs);

	return code < 0 ? code : insert_row(store, insert, ret_id, err);
}

int store_object_add(struct store *store, const char *run, const struct object_record *object,
		     struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *insert = NULL;
	int result;
	int code = sql_prepare(store, &insert, err,
			       "INSERT INTO object (run, number, name, sha256, bytes)"
			       " VALUES (?, ?, ?, ?, ?)",
			       "titt", run, (int64_t)object->number, object->name, object->sha256);

	if (code < 0)
		return code;
	result = sqlite3_bind_blob64(insert, 5, object->bytes, object->size, SQLITE_STATIC);
	return result == SQLITE_OK ? sql_finish(store, insert, err) : sql_error(store, result, err);
}

int store_configuration_add(struct store *store, const char *run,
			    const struct configuration_record *configuration, int64_t *ret_id,
			    struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *insert = NULL;
	int code = sql_prepare(store, &insert, err,
			       "INSERT INTO configuration (run, treatment, name, mechanism,"
			       " program, statistics, delay_ns) VALUES (?, ?, ?, ?, ?, ?, ?)",
			       "titttir", run, configuration->treatment, configuration->name,
			       configuration->mechanism, configuration->program,
			       (int64_t)configuration->statistics, configuration->delay_ns);

	return code < 0 ? code : insert_row(store, insert, ret_id, err);
}

int store_plan_add(struct store *store, const char *run, int64_t cell, const char *workload,
		   const json_t *plan, struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *insert = NULL;
	int code = sql_prepare(store, &insert, err,
			       "INSERT INTO plan (run, cell, workload, plan) VALUES (?, ?, ?, ?)",
			       "titj", run, cell, workload, plan);

	return code < 0 ? code : insert_row(store, insert, NULL, err);
}

int store_visit_begin(struct store *store, const char *run, const struct visit_record *visit,
		      int64_t *ret_id, struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *insert = NULL;
	int code;

	code = sql_prepare(store, &insert, err,
			   "INSERT INTO visit (run, workload, cell, block, position,"
			   " baseline, mechanism, program, hook)"
			   " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
			   "ttiiiittt", run, visit->workload, visit->cell, (int64_t)visit->block,
			   (int64_t)visit->position, (int64_t)visit->baseline, visit->mechanism,
			   visit->program, visit->hook);
	return code < 0 ? code : insert_row(store, insert, ret_id, err);
}

int store_visit_end(struct store *store, int64_t visit, const char *state, const char *reason,
		    const json_t *proof, struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *update = NULL;
	int code = sql_prepare(store, &update, err,
			       "UPDATE visit SET state = ?, reason = ?, proof = ? WHERE id = ?",
			       "ttji", state, reason, proof, visit);

	return code < 0 ? code : sql_finish(store, update, err);
}

static int bind_counters(sqlite3_stmt *insert, int first, const struct counters *counters)
{
	int result = SQLITE_OK;

	for (int i = 0; i < COUNTER_COUNT && result == SQLITE_OK; i++)
		result = sqlite3_bind_double(insert, first + i, counters->value[i]);
	return result;
}

int store_sample_add(struct store *store, const struct sample_record *sample, struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *insert = NULL;
	int code, result;

	code = sql_prepare(store, &insert, err, sample_insert, "iiii", sample->visit,
			   sample->configuration, (int64_t)sample->window, sample->started_ns);
	if (code < 0)
		return code;
	result = sqlite3_bind_blob(insert, 5, sample->chunks.bytes, (int)sample->chunks.length,
				   SQLITE_STATIC);
	if (result == SQLITE_OK)
		result = bind_counters(insert, 6, &sample->counters);
	if (result != SQLITE_OK)
		return sql_error(store, result, err);
	return sql_finish(store, insert, err);
}

int store_result_set(struct store *store, const char *run, const struct result_record *result,
		     struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *insert = NULL;
	int code;

	code = sql_prepare(store, &insert, err,
			   "INSERT OR REPLACE INTO result (run, cell, configuration, workload,"
			   " status, reason, hits_source, receiver, look)"
			   " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
			   "tiitttttj", run, result->cell, result->configuration, result->workload,
			   result->status, result->reason, result->hits_source, result->receiver,
			   result->look);
	return code < 0 ? code : sql_finish(store, insert, err);
}

int store_anatomy_set(struct store *store, const char *run, const struct anatomy_record *anatomy,
		      struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *insert = NULL;
	int code = sql_prepare(store, &insert, err,
			       "INSERT OR REPLACE INTO anatomy (run, cell, configuration,"
			       " workload, anatomy) VALUES (?, ?, ?, ?, ?)",
			       "tiitj", run, anatomy->cell, anatomy->configuration,
			       anatomy->workload, anatomy->anatomy);

	return code < 0 ? code : sql_finish(store, insert, err);
}

int store_note_add(struct store *store, const char *run, const char *text, struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *insert = NULL;
	int code = sql_prepare(store, &insert, err, "INSERT INTO note (run, text) VALUES (?, ?)",
			       "tt", run, text);

	return code < 0 ? code : sql_finish(store, insert, err);
}

int store_run_end(struct store *store, const char *run, double duration_s, bool interrupted,
		  struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *update = NULL;
	int code = sql_prepare(store, &update, err,
			       "UPDATE run SET duration_s = ?, interrupted = ? WHERE id = ?", "rit",
			       duration_s, (int64_t)interrupted, run);

	return code < 0 ? code : sql_finish(store, update, err);
}

int store_run_discard(struct store *store, const char *id, struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *statement = NULL;
	int code = sql_prepare(store, &statement, err, "DELETE FROM run WHERE id = ?", "t", id);

	return code < 0 ? code : sql_finish(store, statement, err);
}
