// SPDX-License-Identifier: GPL-2.0-or-later
/* One run out of the store, as JSON lines. */
#include "store/transfer.h"

#include <errno.h>
#include "store/sql.h"
#include "store/transfer_table.h"
#include "store/transfer_text.h"

struct exporting {
	struct store *store;
	const char *run;
	FILE *out;
	uint64_t lines;
	struct transfer_ids ids[TRANSFER_TYPE_COUNT];
};

/* The number of the record with this row id; 0 where there is none.  Ids ascend. */
static int64_t number_of(const struct transfer_ids *ids, int64_t id)
{
	size_t low = 0, high = ids->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (ids->ids[middle] == id)
			return (int64_t)middle + 1;
		if (ids->ids[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

static json_t *field_to_json(const struct exporting *exporting, sqlite3_stmt *row, int column,
			     const struct transfer_field *field)
{
	const char *text;

	switch (field->kind) {
	case FIELD_INTEGER:
		return json_integer(sqlite3_column_int64(row, column));
	case FIELD_REFERENCE:
		return json_integer(number_of(&exporting->ids[field->reference],
					      sqlite3_column_int64(row, column)));
	case FIELD_REAL:
		return json_real(sqlite3_column_double(row, column));
	case FIELD_FLAG:
		return json_boolean(sqlite3_column_int(row, column));
	case FIELD_CHUNKS:
	case FIELD_BYTES:
		return transfer_bytes_to_json(sqlite3_column_blob(row, column),
					      (size_t)sqlite3_column_bytes(row, column));
	case FIELD_TEXT:
	case FIELD_JSON:
	case FIELD_OBJECT:
		text = (const char *)sqlite3_column_text(row, column);
		if (!text)
			return NULL;
		return field->kind == FIELD_TEXT ? transfer_text_to_json(text)
						 : json_loads(text, JSON_DECODE_ANY, NULL);
	}
	return NULL;
}

/* Takes the object over. */
static int put_line(struct exporting *exporting, json_t *object, struct error *err)
{
	int result =
	    object ? json_dumpf(object, exporting->out, JSON_COMPACT | JSON_ENSURE_ASCII) : -1;

	json_decref(object);
	putc('\n', exporting->out);
	exporting->lines++;
	if (result < 0 && !ferror(exporting->out))
		return sql_error(exporting->store, SQLITE_NOMEM, err);
	return 0;
}

static int put_row(struct exporting *exporting, const struct transfer_table *table,
		   sqlite3_stmt *row, struct error *err)
{
	json_t *object = json_pack("{s:s}", "type", table->name);

	for (size_t i = 0; i < table->field_count && object; i++) {
		const struct transfer_field *field = &table->fields[i];
		json_t *value;

		if (sqlite3_column_type(row, (int)i + 1) == SQLITE_NULL)
			continue;
		value = field_to_json(exporting, row, (int)i + 1, field);
		if (!value) {
			json_decref(object);
			return sql_error(exporting->store, SQLITE_CORRUPT, err);
		}
		json_object_set_new(object, field->name, value);
	}
	return put_line(exporting, object, err);
}

static int put_table(struct exporting *exporting, enum transfer_type type, struct error *err)
{
	const struct transfer_table *table = &transfer_tables[type];
	CLEANUP_FREE char *sql = transfer_select(table);
	CLEANUP_STATEMENT sqlite3_stmt *select = NULL;
	int code;

	if (!sql)
		return sql_error(exporting->store, SQLITE_NOMEM, err);
	code = sql_prepare(exporting->store, &select, err, sql, "t", exporting->run);
	while (code >= 0 && (code = sql_next(exporting->store, select, err)) > 0) {
		/* Nothing refers to a sample, and there are many. */
		if (type != TRANSFER_SAMPLE &&
		    transfer_ids_add(&exporting->ids[type], sqlite3_column_int64(select, 0)) < 0)
			return sql_error(exporting->store, SQLITE_NOMEM, err);
		code = put_row(exporting, table, select, err);
	}
	return code;
}

static int put_tables(struct exporting *exporting, struct error *err)
{
	int code = put_line(
	    exporting,
	    json_pack("{s:s, s:i}", "type", TRANSFER_FORMAT, "version", TRANSFER_VERSION), err);

	for (int type = 0; type < TRANSFER_TYPE_COUNT && code == 0; type++)
		code = put_table(exporting, type, err);
	if (code == 0)
		code = put_line(
		    exporting,
		    json_pack("{s:s, s:I}", "type", "end", "lines", (json_int_t)exporting->lines),
		    err);
	return code;
}

int store_run_export(struct store *store, const char *id, FILE *out, struct error *err)
{
	struct exporting exporting = { .store = store, .run = id, .out = out };
	int code = sql_execute(store, "SAVEPOINT export", err);

	if (code < 0)
		return code;
	code = put_tables(&exporting, err);
	sql_execute(store, "RELEASE export", NULL);
	transfer_ids_release(exporting.ids);
	return code;
}
