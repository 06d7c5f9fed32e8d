// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/transfer_table.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "store/read.h"

#define TEXT(column)                                                                               \
	{                                                                                          \
		.name = column, .kind = FIELD_TEXT                                                 \
	}
#define TEXT_OR_NONE(column)                                                                       \
	{                                                                                          \
		.name = column, .kind = FIELD_TEXT, .optional = true                               \
	}
#define TEXT_ADOPTED(column)                                                                       \
	{                                                                                          \
		.name = column, .kind = FIELD_TEXT, .adopted = true                                \
	}
#define NUMBER(column)                                                                             \
	{                                                                                          \
		.name = column, .kind = FIELD_INTEGER, .max = UINT32_MAX                           \
	}
#define WIDE(column, least)                                                                        \
	{                                                                                          \
		.name = column, .kind = FIELD_INTEGER, .min = least, .max = INT64_MAX              \
	}
#define REAL_OR_NONE(column)                                                                       \
	{                                                                                          \
		.name = column, .kind = FIELD_REAL, .optional = true                               \
	}
#define REFERENCE(column, type)                                                                    \
	{                                                                                          \
		.name = column, .kind = FIELD_REFERENCE, .reference = type                         \
	}

static const struct transfer_field run_fields[] = {
	TEXT("id"),
	TEXT_OR_NONE("label"),
	TEXT("study_name"),
	TEXT("protocol"),
	TEXT("command_line"),
	TEXT("version"),
	{ .name = "study", .kind = FIELD_OBJECT },
	WIDE("seed", INT64_MIN),
	WIDE("started_s", INT64_MIN),
	REAL_OR_NONE("duration_s"),
	{ .name = "interrupted", .kind = FIELD_FLAG },
	{ .name = "interruptions",
	  .kind = FIELD_INTEGER,
	  .min = 1,
	  .max = UINT32_MAX,
	  .optional = true },
};

static const struct transfer_field cell_fields[] = {
	NUMBER("number"),
	TEXT_ADOPTED("target"),
	TEXT_OR_NONE("kernel"),
	TEXT_OR_NONE("architecture"),
	TEXT_ADOPTED("timing"),
	NUMBER("boot"),
	{ .name = "cpus", .kind = FIELD_INTEGER, .min = 1, .max = UINT32_MAX, .optional = true },
	TEXT("state"),
	TEXT_OR_NONE("reason"),
	{ .name = "facts", .kind = FIELD_OBJECT, .optional = true },
};

static const struct transfer_field treatment_fields[] = {
	NUMBER("number"), TEXT("name"),	     TEXT("kind"),	 TEXT("mechanism"),
	TEXT("program"),  NUMBER("threads"), NUMBER("programs"),
};

static const struct transfer_field plan_fields[] = {
	REFERENCE("cell", TRANSFER_CELL),
	TEXT("workload"),
	{ .name = "plan", .kind = FIELD_JSON },
};

static const struct transfer_field configuration_fields[] = {
	{ .name = "treatment",
	  .kind = FIELD_REFERENCE,
	  .reference = TRANSFER_TREATMENT,
	  .adopted = true },
	TEXT("name"),
	TEXT("mechanism"),
	TEXT("program"),
	{ .name = "statistics", .kind = FIELD_FLAG },
	REAL_OR_NONE("delay_ns"),
};

static const struct transfer_field visit_fields[] = {
	TEXT("workload"),
	REFERENCE("cell", TRANSFER_CELL),
	NUMBER("block"),
	NUMBER("position"),
	NUMBER("baseline"),
	TEXT("mechanism"),
	TEXT("program"),
	TEXT("hook"),
	TEXT("state"),
	TEXT_OR_NONE("reason"),
	{ .name = "proof", .kind = FIELD_JSON, .optional = true },
};

static const struct transfer_field sample_fields[] = {
	REFERENCE("visit", TRANSFER_VISIT),
	REFERENCE("configuration", TRANSFER_CONFIGURATION),
	NUMBER("window_number"),
	WIDE("started_ns", 0),
#define COUNTER(identifier, unit, since, check, meaning) REAL_OR_NONE(#identifier),
#include "protocol/counter_list.h"
#undef COUNTER
	{ .name = "chunks_packed", .kind = FIELD_CHUNKS, .optional = true },
};

static const struct transfer_field result_fields[] = {
	REFERENCE("cell", TRANSFER_CELL),
	REFERENCE("configuration", TRANSFER_CONFIGURATION),
	TEXT("workload"),
	TEXT("status"),
	TEXT_OR_NONE("reason"),
	TEXT_OR_NONE("hits_source"),
	TEXT_OR_NONE("receiver"),
	{ .name = "look", .kind = FIELD_OBJECT, .optional = true },
};

static const struct transfer_field anatomy_fields[] = {
	REFERENCE("cell", TRANSFER_CELL),
	REFERENCE("configuration", TRANSFER_CONFIGURATION),
	TEXT("workload"),
	{ .name = "anatomy", .kind = FIELD_OBJECT },
};

static const struct transfer_field note_fields[] = { TEXT("text") };

static const struct transfer_field object_fields[] = {
	NUMBER("number"),
	TEXT("name"),
	TEXT("sha256"),
	{ .name = "bytes", .kind = FIELD_BYTES },
};

#define FIELDS(array) .fields = array, .field_count = ARRAY_SIZE(array)
#define OF_RUN(table) " FROM " table " WHERE run = ?1 ORDER BY rowid"

const struct transfer_table transfer_tables[TRANSFER_TYPE_COUNT] = {
	[TRANSFER_RUN] = { "run", " FROM run WHERE id = ?1", false, FIELDS(run_fields) },
	[TRANSFER_CELL] = { "cell", OF_RUN("cell"), true, FIELDS(cell_fields) },
	[TRANSFER_TREATMENT] = { "treatment", OF_RUN("treatment"), true, FIELDS(treatment_fields) },
	[TRANSFER_PLAN] = { "plan", OF_RUN("plan"), true, FIELDS(plan_fields) },
	[TRANSFER_CONFIGURATION] = { "configuration", OF_RUN("configuration"), true,
				     FIELDS(configuration_fields) },
	[TRANSFER_VISIT] = { "visit", OF_RUN("visit"), true, FIELDS(visit_fields) },
	[TRANSFER_SAMPLE] = { "sample",
			      " FROM sample JOIN visit ON visit.id = sample.visit"
			      " WHERE visit.run = ?1 ORDER BY sample.id",
			      false, FIELDS(sample_fields) },
	[TRANSFER_RESULT] = { "result", OF_RUN("result"), true, FIELDS(result_fields) },
	[TRANSFER_ANATOMY] = { "anatomy", OF_RUN("anatomy"), true, FIELDS(anatomy_fields) },
	[TRANSFER_NOTE] = { "note", OF_RUN("note"), true, FIELDS(note_fields) },
	[TRANSFER_OBJECT] = { "object", OF_RUN("object"), true, FIELDS(object_fields) },
};

int transfer_type_find(const char *name)
{
	for (int type = 0; type < TRANSFER_TYPE_COUNT; type++)
		if (strcmp(transfer_tables[type].name, name) == 0)
			return type;
	return -1;
}

static char *finish(FILE *out, char **buffer)
{
	if (fclose(out) == 0)
		return *buffer;
	free(*buffer);
	return NULL;
}

char *transfer_select(const struct transfer_table *table)
{
	char *buffer = NULL;
	size_t size;
	FILE *out = open_memstream(&buffer, &size);

	if (!out)
		return NULL;
	fprintf(out, "SELECT %s.rowid", table->name);
	for (size_t i = 0; i < table->field_count; i++)
		fprintf(out, ", %s.%s", table->name, table->fields[i].name);
	fputs(table->rows_from, out);
	return finish(out, &buffer);
}

char *transfer_insert(const struct transfer_table *table)
{
	char *buffer = NULL;
	size_t size;
	FILE *out = open_memstream(&buffer, &size);

	if (!out)
		return NULL;
	fprintf(out, "INSERT INTO %s (", table->name);
	for (size_t i = 0; i < table->field_count; i++)
		fprintf(out, "%s%s", i ? ", " : "", table->fields[i].name);
	fprintf(out, "%s) VALUES (", table->belongs_to_run ? ", run" : "");
	for (size_t i = 0; i < table->field_count; i++)
		fputs(i ? ", ?" : "?", out);
	fprintf(out, "%s)", table->belongs_to_run ? ", ?" : "");
	return finish(out, &buffer);
}

int transfer_ids_add(struct transfer_ids *ids, int64_t id)
{
	int64_t *element = array_grow((void **)&ids->ids, &ids->count, sizeof(*element));

	if (!element)
		return -ENOMEM;
	*element = id;
	return 0;
}

void transfer_ids_release(struct transfer_ids ids[TRANSFER_TYPE_COUNT])
{
	for (int type = 0; type < TRANSFER_TYPE_COUNT; type++)
		free(ids[type].ids);
}
