/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STORE_TRANSFER_TABLE_H
#define BPFTAX_STORE_TRANSFER_TABLE_H

/*
 * Which tables of the store travel in an exported run, in which order, and what stands in the
 * fields of each: the one description that export and import both go by.  Private to src/store.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum field_kind {
	FIELD_TEXT,    /* a string; bytes that are not UTF-8 are {"hex": "..."} */
	FIELD_INTEGER, /* from the field's min to its max */
	FIELD_REAL,
	FIELD_FLAG, /* true or false */
	FIELD_JSON, /* any value */
	FIELD_OBJECT,
	FIELD_CHUNKS,	 /* bytes of store/packed_chunks.h, as lower-case hexadecimal digits */
	FIELD_BYTES,	 /* any bytes, as such digits */
	FIELD_REFERENCE, /* the number of a record of an earlier type, counted from 1 */
};

enum transfer_type {
	TRANSFER_RUN,
	TRANSFER_CELL,
	TRANSFER_TREATMENT,
	TRANSFER_PLAN,
	TRANSFER_CONFIGURATION,
	TRANSFER_VISIT,
	TRANSFER_SAMPLE,
	TRANSFER_RESULT,
	TRANSFER_ANATOMY,
	TRANSFER_NOTE,
	TRANSFER_OBJECT,
	TRANSFER_TYPE_COUNT
};

struct transfer_field {
	const char *name; /* of the column and of the key */
	enum field_kind kind;
	bool optional; /* absent is NULL */
	bool adopted;  /* a file of version 1 does not have it: adopt.sql fills it in */
	int64_t min, max;
	enum transfer_type reference;
};

struct transfer_table {
	const char *name;      /* of the table, and the record's "type" */
	const char *rows_from; /* FROM ... ORDER BY, ?1 is the run's id */
	bool belongs_to_run;   /* has a column `run` to be filled */
	const struct transfer_field *fields;
	size_t field_count;
};

extern const struct transfer_table transfer_tables[TRANSFER_TYPE_COUNT];

/* The type that a record names; -1: none. */
int transfer_type_find(const char *name);

/* "SELECT rowid, FIELD, ... FROM ..." and "INSERT INTO ...": the run first where it belongs to one.
 * The caller frees; NULL without memory.
 */
char *transfer_select(const struct transfer_table *table);
char *transfer_insert(const struct transfer_table *table);

/* The row ids of each type's records, in their order: record n has ids[n - 1]. */
struct transfer_ids {
	int64_t *ids;
	size_t count;
};

/* 0 or -ENOMEM. */
int transfer_ids_add(struct transfer_ids *ids, int64_t id);
void transfer_ids_release(struct transfer_ids ids[TRANSFER_TYPE_COUNT]);

#endif
