// SPDX-License-Identifier: GPL-2.0-or-later
/* One run into the store, from JSON lines that nobody trusts. */
#include "store/transfer.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "common/deadline.h"
#include "store/import_record.h"
#include "store/schema.h"
#include "store/sql.h"
#include "store/transfer_version_1.h"

/* The reader's own sentences are about messages; here the end is a file that was cut off. */
static int read_record(struct importing *importing, json_t **ret_record, struct error *err)
{
	CLEANUP_FREE char *line = NULL;
	int code = line_reader_next(&importing->reader, DEADLINE_NEVER, &line, err);

	importing->line++;
	if (code == -EPIPE)
		return REFUSE(importing, err, "the file ends before its last line: it was cut off");
	if (code == 0)
		code = json_line_parse(line, ret_record, err);
	if (code == -EPROTO || code == -EMSGSIZE)
		return REFUSE(importing, err, "no object of JSON");
	return code;
}

static int take_header(struct importing *importing, json_t *record, struct error *err)
{
	const char *type = json_string_value(json_object_get(record, "type"));
	const json_t *version = json_object_get(record, "version");

	if (!type || strcmp(type, TRANSFER_FORMAT) != 0 || !json_is_integer(version))
		return REFUSE(importing, err, "no file of 'bpftax export'");
	importing->version = json_integer_value(version);
	if (importing->version < 1 || importing->version > TRANSFER_VERSION)
		return REFUSE(importing, err,
			      "version %lld of the format; this bpftax knows up to version %d",
			      (long long)importing->version, TRANSFER_VERSION);
	return 0;
}

static int check_end(struct importing *importing, const json_t *record, struct error *err)
{
	const json_t *lines = json_object_get(record, "lines");
	CLEANUP_FREE char *more = NULL;

	if (!json_is_integer(lines) || (uint64_t)json_integer_value(lines) != importing->line - 1)
		return REFUSE(importing, err, "the last line counts other lines than there are");
	if (line_reader_next(&importing->reader, DEADLINE_NEVER, &more, NULL) == -EPIPE)
		return 0;
	importing->line++;
	return REFUSE(importing, err, "more lines after the last one");
}

static int find_type(const struct importing *importing, const char *name)
{
	if (!name)
		return -1;
	return importing->version == 1 ? transfer_1_type(name) : transfer_type_find(name);
}

/* A run without a machine was killed while it booted; its cell is there all the same. */
static int complete_cells(struct importing *importing, struct error *err)
{
	json_t *cell;
	int code;

	if (importing->version != 1 || importing->ids[TRANSFER_CELL].count)
		return 0;
	cell = transfer_1_cell();
	code = import_record_insert(importing, TRANSFER_CELL, cell, err);
	json_decref(cell);
	return code;
}

static int convert_record(struct importing *importing, enum transfer_type type, json_t *record,
			  struct error *err)
{
	if (importing->version != 1 ||
	    transfer_1_convert(type, record, importing->ids[TRANSFER_CELL].count))
		return 0;
	return REFUSE(importing, err, "a %s that a file of version 1 cannot have",
		      json_string_value(json_object_get(record, "type")));
}

/* What a file of version 1 does not say; the checks that it must pass are those of all. */
static int adopt(struct importing *importing, struct error *err)
{
	int code = complete_cells(importing, err);

	return code < 0 || importing->version != 1 ? code : schema_adopt(importing->store, err);
}

/* 1 after the last line. */
static int take_record(struct importing *importing, json_t *record, struct error *err)
{
	const char *name = json_string_value(json_object_get(record, "type"));
	int type = find_type(importing, name), code;

	if (name && strcmp(name, "end") == 0) {
		code = check_end(importing, record, err);
		return code < 0 ? code : 1;
	}
	if (type < 0)
		return REFUSE(importing, err, "a record of no type that this bpftax knows");
	if (type == TRANSFER_RUN || (enum transfer_type)type < importing->type)
		return REFUSE(importing, err, "a %s where none may stand", name);
	importing->type = (enum transfer_type)type;
	code = type > TRANSFER_CELL ? complete_cells(importing, err) : 0;
	if (code == 0)
		code = convert_record(importing, importing->type, record, err);
	return code < 0 ? code : import_record_insert(importing, importing->type, record, err);
}

/* Each of them with its own reference taken back. */
static int next_record(struct importing *importing,
		       int (*take)(struct importing *importing, json_t *record, struct error *err),
		       struct error *err)
{
	json_t *record = NULL;
	int code = read_record(importing, &record, err);

	if (code == 0)
		code = take(importing, record, err);
	json_decref(record);
	return code;
}

static int take_run_id(struct importing *importing, const json_t *record, struct error *err)
{
	const char *type = json_string_value(json_object_get(record, "type"));
	const char *id = json_string_value(json_object_get(record, "id"));

	if (!type || strcmp(type, "run") != 0)
		return REFUSE(importing, err, "no run where it has to stand");
	if (!id || strlen(id) != RUN_ID_LENGTH || strspn(id, "0123456789abcdef") != RUN_ID_LENGTH)
		return REFUSE(importing, err, "'id' is not the id of a run");
	memcpy(importing->run, id, sizeof(importing->run));
	return 0;
}

/* 1 when the run is there already. */
static int take_run(struct importing *importing, json_t *record, struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *select = NULL;
	int code = take_run_id(importing, record, err);

	if (code == 0)
		code = sql_prepare(importing->store, &select, err, "SELECT 1 FROM run WHERE id = ?",
				   "t", importing->run);
	if (code == 0)
		code = sql_next(importing->store, select, err);
	return code ? code : import_record_insert(importing, TRANSFER_RUN, record, err);
}

static void cleanup_scratch(struct store *scratch)
{
	sqlite3_close(scratch->database);
}

/* A file of version 1 as version 2 has it: by way of a store in memory. */
static int export_anew(const struct importing *importing, FILE *out, struct error *err)
{
	CLEANUP(cleanup_scratch) struct store scratch = { .path = importing->store->path };
	char id[RUN_ID_LENGTH + 1];
	enum import_outcome outcome;
	int code, result = sqlite3_open(":memory:", &scratch.database);

	if (result != SQLITE_OK)
		return sql_error(importing->store, result, err);
	if (lseek(importing->reader.fd, 0, SEEK_SET) < 0)
		return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot compare '%s'",
				   importing->name);
	code = schema_create(&scratch, err);
	if (code == 0)
		code = store_run_import(&scratch, importing->reader.fd, importing->name, id,
					&outcome, err);
	return code < 0 ? code : store_run_export(&scratch, id, out, err);
}

static FILE *open_given(const struct importing *importing)
{
	return importing->version == 1 ? tmpfile() : fdopen(dup(importing->reader.fd), "r");
}

/* Whether the file has the bytes that exporting the run of the store gives. */
static int compare_with_store(struct importing *importing, struct error *err)
{
	CLEANUP_FILE FILE *here = tmpfile();
	CLEANUP_FILE FILE *given = open_given(importing);
	int code, a, b;

	if (!here || !given)
		return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot compare '%s'",
				   importing->name);
	code = store_run_export(importing->store, importing->run, here, err);
	if (code == 0 && importing->version == 1)
		code = export_anew(importing, given, err);
	if (code < 0)
		return code;
	rewind(here);
	rewind(given);
	importing->line = 1;
	while ((a = getc(here)) == (b = getc(given)) && a != EOF)
		importing->line += a == '\n';
	if (a == b)
		return 0;
	if (importing->version == 1)
		importing->line = 2; /* the run's: lines of the file were not compared */
	return REFUSE(importing, err,
		      "run %.8s is in store '%s' already, and from here on with other content",
		      importing->run, importing->store->path);
}

static int read_file(struct importing *importing, enum import_outcome *ret_outcome,
		     struct error *err)
{
	int code = next_record(importing, take_header, err);

	if (code == 0)
		code = next_record(importing, take_run, err);
	if (code == 1) {
		*ret_outcome = IMPORT_ALREADY_THERE;
		return compare_with_store(importing, err);
	}
	while (code == 0)
		code = next_record(importing, take_record, err);
	if (code > 0)
		code = adopt(importing, err);
	if (code < 0)
		return code;
	*ret_outcome = IMPORT_ADDED;
	return 0;
}

int store_run_import(struct store *store, int fd, const char *name, char ret_id[RUN_ID_LENGTH + 1],
		     enum import_outcome *ret_outcome, struct error *err)
{
	struct importing importing = { .store = store, .name = name };
	int code = sql_execute(store, "BEGIN IMMEDIATE", err);

	if (code < 0)
		return code;
	line_reader_init(&importing.reader, fd);
	code = read_file(&importing, ret_outcome, err);
	importing_release(&importing);
	if (code == 0)
		code = sql_execute(store, "COMMIT", err);
	if (code < 0) {
		sql_execute(store, "ROLLBACK", NULL);
		return code;
	}
	memcpy(ret_id, importing.run, sizeof(importing.run));
	return 0;
}
