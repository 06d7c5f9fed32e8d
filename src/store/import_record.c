// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/import_record.h"

#include <stdlib.h>
#include "common/cleanup.h"
#include "store/packed_chunks.h"
#include "store/transfer_text.h"

static int refuse_value(const struct importing *importing, const struct transfer_field *field,
			struct error *err)
{
	static const char *const wanted[] = {
		[FIELD_TEXT] = "a text",
		[FIELD_INTEGER] = "a whole number in its range",
		[FIELD_REAL] = "a number",
		[FIELD_FLAG] = "true or false",
		[FIELD_JSON] = "a value",
		[FIELD_OBJECT] = "an object",
		[FIELD_CHUNKS] = "packed chunks",
		[FIELD_BYTES] = "hexadecimal digits",
		[FIELD_REFERENCE] = "the number of an earlier record",
	};

	return REFUSE(importing, err, "'%s' is not %s", field->name, wanted[field->kind]);
}

static int bind_text(sqlite3_stmt *insert, int index, const json_t *value)
{
	char *text = transfer_text_from_json(value);

	return text ? sqlite3_bind_text(insert, index, text, -1, free) : SQLITE_MISMATCH;
}

static int bind_dumped(sqlite3_stmt *insert, int index, const json_t *value)
{
	char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);

	return text ? sqlite3_bind_text(insert, index, text, -1, free) : SQLITE_NOMEM;
}

static int bind_integer(sqlite3_stmt *insert, int index, const struct transfer_field *field,
			const json_t *value)
{
	json_int_t number = json_integer_value(value);

	if (!json_is_integer(value) || number < field->min || number > field->max)
		return SQLITE_MISMATCH;
	return sqlite3_bind_int64(insert, index, number);
}

static int bind_reference(sqlite3_stmt *insert, int index, const struct transfer_ids *ids,
			  const json_t *value)
{
	json_int_t number = json_integer_value(value);

	if (!json_is_integer(value) || number < 1 || (uint64_t)number > ids->count)
		return SQLITE_MISMATCH;
	return sqlite3_bind_int64(insert, index, ids->ids[number - 1]);
}

static int bind_chunks(sqlite3_stmt *insert, int index, const json_t *value)
{
	size_t length = 0;
	unsigned char *bytes = transfer_bytes_from_json(value, &length);
	struct sample_chunks chunks;
	int code = bytes ? chunks_unpack(bytes, length, &chunks) : -EBADMSG;

	if (code < 0) {
		free(bytes);
		return code == -ENOMEM ? SQLITE_NOMEM : SQLITE_MISMATCH;
	}
	sample_chunks_release(&chunks);
	return sqlite3_bind_blob64(insert, index, bytes, length, free);
}

static int bind_bytes(sqlite3_stmt *insert, int index, const json_t *value)
{
	size_t length = 0;
	unsigned char *bytes = transfer_bytes_from_json(value, &length);

	return bytes ? sqlite3_bind_blob64(insert, index, bytes, length, free) : SQLITE_MISMATCH;
}

/* SQLITE_MISMATCH: the value is none for this field. */
static int bind_field(const struct importing *importing, sqlite3_stmt *insert, int index,
		      const struct transfer_field *field, const json_t *value)
{
	switch (field->kind) {
	case FIELD_TEXT:
		return bind_text(insert, index, value);
	case FIELD_INTEGER:
		return bind_integer(insert, index, field, value);
	case FIELD_REFERENCE:
		return bind_reference(insert, index, &importing->ids[field->reference], value);
	case FIELD_REAL:
		return json_is_number(value)
			   ? sqlite3_bind_double(insert, index, json_number_value(value))
			   : SQLITE_MISMATCH;
	case FIELD_FLAG:
		return json_is_boolean(value) ? sqlite3_bind_int(insert, index, json_is_true(value))
					      : SQLITE_MISMATCH;
	case FIELD_CHUNKS:
		return bind_chunks(insert, index, value);
	case FIELD_BYTES:
		return bind_bytes(insert, index, value);
	case FIELD_OBJECT:
		return json_is_object(value) ? bind_dumped(insert, index, value) : SQLITE_MISMATCH;
	case FIELD_JSON:
		return json_is_null(value) ? SQLITE_MISMATCH : bind_dumped(insert, index, value);
	}
	return SQLITE_MISMATCH;
}

static int bind_fields(const struct importing *importing, const struct transfer_table *table,
		       sqlite3_stmt *insert, const json_t *record, struct error *err)
{
	size_t seen = 1; /* "type" */

	for (size_t i = 0; i < table->field_count; i++) {
		const struct transfer_field *field = &table->fields[i];
		const json_t *value = json_object_get(record, field->name);
		int result;

		if (!value && (field->optional || (field->adopted && importing->version == 1)))
			continue;
		if (!value)
			return REFUSE(importing, err, "a %s without '%s'", table->name,
				      field->name);
		seen++;
		result = bind_field(importing, insert, (int)i + 1, field, value);
		if (result == SQLITE_MISMATCH)
			return refuse_value(importing, field, err);
		if (result != SQLITE_OK)
			return sql_error(importing->store, result, err);
	}
	if (json_object_size(record) != seen)
		return REFUSE(importing, err, "a %s with a field that this bpftax does not know",
			      table->name);
	return 0;
}

static int prepare_insert(struct importing *importing, enum transfer_type type, struct error *err)
{
	CLEANUP_FREE char *sql = NULL;

	if (importing->inserts[type]) {
		sqlite3_reset(importing->inserts[type]);
		sqlite3_clear_bindings(importing->inserts[type]);
		return 0;
	}
	sql = transfer_insert(&transfer_tables[type]);
	if (!sql)
		return sql_error(importing->store, SQLITE_NOMEM, err);
	return sql_prepare(importing->store, &importing->inserts[type], err, sql, "");
}

/* What the schema's checks refuse is the file's fault, all else the store's. */
static int execute_insert(struct importing *importing, sqlite3_stmt *insert, struct error *err)
{
	int result = sqlite3_step(insert);

	if (result == SQLITE_DONE)
		return 0;
	if ((result & 0xff) == SQLITE_CONSTRAINT)
		return REFUSE(importing, err, "the store refuses this record: %s",
			      sqlite3_errmsg(importing->store->database));
	return sql_error(importing->store, result, err);
}

int import_record_insert(struct importing *importing, enum transfer_type type, const json_t *record,
			 struct error *err)
{
	const struct transfer_table *table = &transfer_tables[type];
	sqlite3_stmt *insert;
	int code = prepare_insert(importing, type, err);

	if (code < 0)
		return code;
	insert = importing->inserts[type];
	code = bind_fields(importing, table, insert, record, err);
	if (code < 0)
		return code;
	if (table->belongs_to_run)
		sqlite3_bind_text(insert, (int)table->field_count + 1, importing->run, -1,
				  SQLITE_STATIC);
	code = execute_insert(importing, insert, err);
	if (code == 0 && type != TRANSFER_SAMPLE &&
	    transfer_ids_add(&importing->ids[type],
			     sqlite3_last_insert_rowid(importing->store->database)) < 0)
		code = sql_error(importing->store, SQLITE_NOMEM, err);
	return code;
}

void importing_release(struct importing *importing)
{
	for (int type = 0; type < TRANSFER_TYPE_COUNT; type++)
		sqlite3_finalize(importing->inserts[type]);
	transfer_ids_release(importing->ids);
	line_reader_clear(&importing->reader);
}
