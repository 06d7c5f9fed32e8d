/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STORE_IMPORT_RECORD_H
#define BPFTAX_STORE_IMPORT_RECORD_H

/*
 * One record of a file that nobody trusts, checked field by field (transfer_table.h), into the
 * store.
 *
 *	struct importing importing = { .store = store, .name = "run.jsonl", .version = 2 };
 *
 *	importing.line++;
 *	code = import_record_insert(&importing, TRANSFER_CELL, record, &err);
 *	...
 *	importing_release(&importing);
 */

#include <errno.h>
#include <jansson.h>
#include "common/json_line.h"
#include "store/sql.h"
#include "store/transfer.h"
#include "store/transfer_table.h"

struct importing {
	struct store *store;
	const char *name;
	uint64_t line; /* read so far */
	json_int_t version;
	struct line_reader reader;
	enum transfer_type type; /* of the last record: types come in order */
	char run[RUN_ID_LENGTH + 1];
	sqlite3_stmt *inserts[TRANSFER_TYPE_COUNT];
	struct transfer_ids ids[TRANSFER_TYPE_COUNT];
};

#define REFUSE(importing, err, ...)                                                                \
	(error_set(err, ERROR_USAGE, EBADMSG, __VA_ARGS__),                                        \
	 error_prefix(err, -EBADMSG, "%s:%llu", (importing)->name,                                 \
		      (unsigned long long)(importing)->line))

/*
 * In the run importing->run.  What is wrong with the record is -EBADMSG, as REFUSE() has it; all
 * else is the store's.
 */
int import_record_insert(struct importing *importing, enum transfer_type type, const json_t *record,
			 struct error *err);

void importing_release(struct importing *importing);

#endif
