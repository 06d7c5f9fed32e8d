// SPDX-License-Identifier: GPL-2.0-or-later
/* Loading everything of one run. */
#include "store/store.h"

#include <errno.h>
#include <string.h>
#include "store/read.h"
#include "store/sql.h"

void run_record_release(struct run_record *run)
{
	free(run->label);
	free(run->study_name);
	free(run->protocol);
	free(run->command_line);
	free(run->version);
	json_decref(run->study);
}

static void cell_release(struct cell_record *cell)
{
	free(cell->target);
	free(cell->kernel);
	free(cell->architecture);
	free(cell->timing);
	free(cell->state);
	free(cell->reason);
	json_decref(cell->facts);
}

static void treatment_release(struct treatment_record *treatment)
{
	free(treatment->name);
	free(treatment->kind);
	free(treatment->mechanism);
	free(treatment->program);
}

static void configuration_release(struct configuration_record *configuration)
{
	free(configuration->name);
	free(configuration->mechanism);
	free(configuration->program);
}

static void result_release(struct result_record *result)
{
	free(result->workload);
	free(result->status);
	free(result->reason);
	free(result->hits_source);
	free(result->receiver);
	json_decref(result->look);
}

static void anatomy_release(struct anatomy_record *anatomy)
{
	free(anatomy->workload);
	json_decref(anatomy->anatomy);
}

void run_data_free(struct run_data *data)
{
	if (!data)
		return;
	run_record_release(&data->run);
	for (size_t i = 0; i < data->cell_count; i++)
		cell_release(&data->cells[i]);
	for (size_t i = 0; i < data->treatment_count; i++)
		treatment_release(&data->treatments[i]);
	for (size_t i = 0; i < data->configuration_count; i++)
		configuration_release(&data->configurations[i]);
	for (size_t i = 0; i < data->visit_count; i++)
		json_decref(data->visits[i].proof);
	for (size_t i = 0; i < data->result_count; i++)
		result_release(&data->results[i]);
	for (size_t i = 0; i < data->anatomy_count; i++)
		anatomy_release(&data->anatomies[i]);
	for (size_t i = 0; i < data->note_count; i++)
		free(data->notes[i]);
	for (size_t i = 0; i < data->pilot_count; i++)
		json_decref(data->pilots[i]);
	free(data->pilots);
	free(data->cells);
	free(data->treatments);
	free(data->configurations);
	free(data->visits);
	free(data->samples);
	free(data->packed_samples);
	free(data->results);
	free(data->anatomies);
	free(data->notes);
	text_pool_release(&data->texts);
	arena_release(&data->counters);
	free(data);
}

const struct cell_record *run_data_cell(const struct run_data *data, int64_t id)
{
	for (size_t i = 0; i < data->cell_count; i++)
		if (data->cells[i].id == id)
			return &data->cells[i];
	return NULL;
}

json_t *run_data_facts(const struct run_data *data)
{
	for (size_t i = 0; i < data->cell_count; i++)
		if (data->cells[i].facts)
			return data->cells[i].facts;
	return NULL;
}

static void cleanup_run_data(struct run_data **data)
{
	run_data_free(*data);
}

void *array_grow(void **array, size_t *count, size_t size)
{
	char *element;

	/* Full exactly at powers of two (and at none). */
	if ((*count & (*count - 1)) == 0) {
		void *larger = reallocarray(*array, *count ? 2 * *count : 1, size);

		if (!larger)
			return NULL;
		*array = larger;
	}
	element = (char *)*array + size * (*count)++;
	return memset(element, 0, size);
}

int run_record_read(sqlite3_stmt *statement, struct run_record *run)
{
	snprintf(run->id, sizeof(run->id), "%s", sqlite3_column_text(statement, 0));
	run->label = sql_text(statement, 1);
	run->study_name = sql_text(statement, 2);
	run->protocol = sql_text(statement, 3);
	run->command_line = sql_text(statement, 4);
	run->version = sql_text(statement, 5);
	run->seed = (uint64_t)sqlite3_column_int64(statement, 6);
	run->started_s = sqlite3_column_int64(statement, 7);
	run->duration_s = sql_real(statement, 8);
	run->interrupted = sqlite3_column_int(statement, 9);
	run->interruptions = (unsigned int)sqlite3_column_int64(statement, 10);
	if (!run->study_name || !run->protocol || !run->command_line || !run->version)
		return -ENOMEM;
	return 0;
}

int read_json(sqlite3_stmt *statement, int column, json_t **ret_value)
{
	const char *text = (const char *)sqlite3_column_text(statement, column);

	if (!text)
		return 0;
	*ret_value = json_loads(text, JSON_DECODE_ANY, NULL);
	return *ret_value ? 0 : -EBADMSG;
}

static int read_run(sqlite3_stmt *row, struct run_data *data)
{
	int code = run_record_read(row, &data->run);

	return code < 0 ? code : read_json(row, RUN_COLUMN_COUNT, &data->run.study);
}

static int read_cell(sqlite3_stmt *row, struct run_data *data)
{
	struct cell_record *cell =
	    array_grow((void **)&data->cells, &data->cell_count, sizeof(*cell));

	if (!cell)
		return -ENOMEM;
	cell->id = sqlite3_column_int64(row, 0);
	cell->number = (unsigned int)sqlite3_column_int64(row, 1);
	cell->target = sql_text(row, 2);
	cell->kernel = sql_text(row, 3);
	cell->architecture = sql_text(row, 4);
	cell->timing = sql_text(row, 5);
	cell->boot = (unsigned int)sqlite3_column_int64(row, 6);
	cell->cpus = (unsigned int)sqlite3_column_int64(row, 7);
	cell->state = sql_text(row, 8);
	cell->reason = sql_text(row, 9);
	if (!cell->target || !cell->timing || !cell->state)
		return -ENOMEM;
	return read_json(row, 10, &cell->facts);
}

static int read_treatment(sqlite3_stmt *row, struct run_data *data)
{
	struct treatment_record *treatment =
	    array_grow((void **)&data->treatments, &data->treatment_count, sizeof(*treatment));

	if (!treatment)
		return -ENOMEM;
	treatment->id = sqlite3_column_int64(row, 0);
	treatment->number = (unsigned int)sqlite3_column_int64(row, 1);
	treatment->name = sql_text(row, 2);
	treatment->kind = sql_text(row, 3);
	treatment->mechanism = sql_text(row, 4);
	treatment->program = sql_text(row, 5);
	treatment->threads = (unsigned int)sqlite3_column_int64(row, 6);
	treatment->programs = (unsigned int)sqlite3_column_int64(row, 7);
	if (!treatment->name || !treatment->kind || !treatment->mechanism || !treatment->program)
		return -ENOMEM;
	return 0;
}

/* Treatments are read before. */
static bool is_of_object(const struct run_data *data, int64_t treatment)
{
	for (size_t i = 0; i < data->treatment_count; i++)
		if (data->treatments[i].id == treatment)
			return !strcmp(data->treatments[i].kind, "object");
	return false;
}

static int read_configuration(sqlite3_stmt *row, struct run_data *data)
{
	struct configuration_record *configuration = array_grow(
	    (void **)&data->configurations, &data->configuration_count, sizeof(*configuration));

	if (!configuration)
		return -ENOMEM;
	configuration->id = sqlite3_column_int64(row, 0);
	configuration->treatment = sqlite3_column_int64(row, 1);
	configuration->name = sql_text(row, 2);
	configuration->mechanism = sql_text(row, 3);
	configuration->program = sql_text(row, 4);
	configuration->statistics = sqlite3_column_int(row, 5);
	configuration->delay_ns = sql_real(row, 6);
	configuration->of_object = is_of_object(data, configuration->treatment);
	if (!configuration->name || !configuration->mechanism || !configuration->program)
		return -ENOMEM;
	return 0;
}

/* A text of a visit, most often that of the one before; NULL for SQL's NULL, or without memory. */
static char *read_shared(sqlite3_stmt *row, int column, char *before, struct run_data *data)
{
	const char *text = (const char *)sqlite3_column_text(row, column);

	if (text && before && strcmp(text, before) == 0)
		return before;
	return text ? text_pool_keep(&data->texts, text, strlen(text)) : NULL;
}

static int read_visit(sqlite3_stmt *row, struct run_data *data)
{
	static const struct visit_record none;
	struct visit_record *visit =
	    array_grow((void **)&data->visits, &data->visit_count, sizeof(*visit));
	const struct visit_record *before = data->visit_count > 1 ? visit - 1 : &none;

	if (!visit)
		return -ENOMEM;
	visit->id = sqlite3_column_int64(row, 0);
	visit->workload = read_shared(row, 1, before->workload, data);
	visit->cell = sqlite3_column_int64(row, 2);
	visit->block = (unsigned int)sqlite3_column_int64(row, 3);
	visit->position = (unsigned int)sqlite3_column_int64(row, 4);
	visit->baseline = (unsigned int)sqlite3_column_int64(row, 5);
	visit->mechanism = read_shared(row, 6, before->mechanism, data);
	visit->program = read_shared(row, 7, before->program, data);
	visit->hook = read_shared(row, 8, before->hook, data);
	visit->state = read_shared(row, 9, before->state, data);
	visit->reason = read_shared(row, 10, before->reason, data);
	if (!visit->workload || !visit->mechanism || !visit->program || !visit->hook ||
	    !visit->state)
		return -ENOMEM;
	return 0;
}

static int read_result(sqlite3_stmt *row, struct run_data *data)
{
	struct result_record *result =
	    array_grow((void **)&data->results, &data->result_count, sizeof(*result));

	if (!result)
		return -ENOMEM;
	result->cell = sqlite3_column_int64(row, 0);
	result->configuration = sqlite3_column_int64(row, 1);
	result->workload = sql_text(row, 2);
	result->status = sql_text(row, 3);
	result->reason = sql_text(row, 4);
	result->hits_source = sql_text(row, 5);
	result->receiver = sql_text(row, 6);
	if (!result->workload || !result->status)
		return -ENOMEM;
	return read_json(row, 7, &result->look);
}

static int read_anatomy(sqlite3_stmt *row, struct run_data *data)
{
	struct anatomy_record *anatomy =
	    array_grow((void **)&data->anatomies, &data->anatomy_count, sizeof(*anatomy));

	if (!anatomy)
		return -ENOMEM;
	anatomy->cell = sqlite3_column_int64(row, 0);
	anatomy->configuration = sqlite3_column_int64(row, 1);
	anatomy->workload = sql_text(row, 2);
	return anatomy->workload ? read_json(row, 3, &anatomy->anatomy) : -ENOMEM;
}

static int read_note(sqlite3_stmt *row, struct run_data *data)
{
	char **note = array_grow((void **)&data->notes, &data->note_count, sizeof(*note));

	if (!note || !(*note = sql_text(row, 0)))
		return -ENOMEM;
	return 0;
}

static int read_pilot(sqlite3_stmt *row, struct run_data *data)
{
	json_t **pilot = array_grow((void **)&data->pilots, &data->pilot_count, sizeof(*pilot));

	return pilot ? read_json(row, 0, pilot) : -ENOMEM;
}

/* Each table of a run but its samples: the rows, in which order, and who reads one.  ?1 is the
 * run's id, ?2, where it is by cell, the row of the only one that is meant, or 0. */
static const struct reading {
	const char *sql;
	int (*read)(sqlite3_stmt *row, struct run_data *data);
	bool by_cell;
} readings[] = {
	{ "SELECT " RUN_COLUMNS ", study FROM run WHERE id = ?1", read_run },
	{ "SELECT id, number, target, kernel, architecture, timing, boot, cpus, state, reason, "
	  "facts"
	  " FROM cell WHERE run = ?1" OF_CELL("id") " ORDER BY number",
	  read_cell, true },
	{ "SELECT id, number, name, kind, mechanism, program, threads, programs FROM treatment"
	  " WHERE run = ?1 ORDER BY number",
	  read_treatment },
	{ "SELECT id, treatment, name, mechanism, program, statistics, delay_ns FROM configuration"
	  " WHERE run = ?1 ORDER BY id",
	  read_configuration },
	{ "SELECT id, workload, cell, block, position, baseline, mechanism, program, hook, state,"
	  " reason FROM visit WHERE run = ?1" OF_CELL("cell") " ORDER BY id",
	  read_visit, true },
	{ "SELECT cell, configuration, workload, status, reason, hits_source, receiver, look"
	  " FROM result"
	  " WHERE run = ?1" OF_CELL("cell") " ORDER BY rowid",
	  read_result, true },
	{ "SELECT cell, configuration, workload, anatomy FROM anatomy"
	  " WHERE run = ?1" OF_CELL("cell") " ORDER BY rowid",
	  read_anatomy, true },
	{ "SELECT text FROM note WHERE run = ?1 ORDER BY id", read_note },
	/* Not the plan itself, which is long, and is not parsed where it has none. */
	{ "SELECT json_extract(plan, '$.window_pilot') AS pilot FROM plan WHERE run = ?1"
	  " AND CASE WHEN instr(plan, '\"window_pilot\"')"
	  " THEN json_type(plan, '$.window_pilot') = 'object' END ORDER BY rowid",
	  read_pilot },
};

static int read_table(struct store *store, const struct reading *reading, const char *id,
		      int64_t cell, struct run_data *data, struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *select = NULL;
	int code =
	    sql_prepare(store, &select, err, reading->sql, reading->by_cell ? "ti" : "t", id, cell);

	while (code >= 0 && (code = sql_next(store, select, err)) > 0) {
		code = reading->read(select, data);
		if (code < 0)
			sql_error(store, code == -ENOMEM ? SQLITE_NOMEM : SQLITE_CORRUPT, err);
	}
	return code;
}

static int read_tables(struct store *store, const char *id, int64_t cell, struct run_data *data,
		       struct error *err)
{
	int code = 0;

	for (size_t i = 0; i < ARRAY_SIZE(readings) && code == 0; i++)
		code = read_table(store, &readings[i], id, cell, data, err);
	if (code < 0)
		return code;
	if (!data->run.id[0])
		return error_set(err, ERROR_USAGE, ENOENT, "no run '%.32s' in store '%s'", id,
				 store->path);
	code = store_samples_load(store, cell, data, err);
	return code < 0 ? code : store_proofs_load(store, data, err);
}

/* All tables in one transaction: the run may be going on. */
static int load(struct store *store, const char *id, int64_t cell, struct run_data **ret_data,
		struct error *err)
{
	CLEANUP(cleanup_run_data) struct run_data *data = calloc(1, sizeof(*data));
	int code;

	if (!data)
		return sql_error(store, SQLITE_NOMEM, err);
	code = sql_execute(store, "BEGIN", err);
	if (code < 0)
		return code;
	code = read_tables(store, id, cell, data, err);
	sql_execute(store, "COMMIT", NULL);
	if (code < 0)
		return code;
	*ret_data = take_pointer(data);
	return 0;
}

int store_run_load(struct store *store, const char *id, struct run_data **ret_data,
		   struct error *err)
{
	return load(store, id, 0, ret_data, err);
}

int store_cell_load(struct store *store, const char *id, int64_t cell, struct run_data **ret_data,
		    struct error *err)
{
	return load(store, id, cell, ret_data, err);
}
