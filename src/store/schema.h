/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STORE_SCHEMA_H
#define BPFTAX_STORE_SCHEMA_H

/*
 * The store's tables (schema.sql): whether they are there, making them, and bringing those of an
 * older version up to date, in place.  Private to src/store.
 *
 *	code = schema_identify(store, &err);
 *	if (code == 0)
 *		code = schema_create(store, &err);
 *	else if (code > 0)
 *		code = schema_upgrade(store, &err);
 */

#include "store/sql.h"

/* As large as the largest version that anything came with: the tables, or a counter of the list. */
union store_version_size {
	char tables[11];
#define COUNTER(identifier, unit, since, check, meaning) char identifier[since];
#include "protocol/counter_list.h"
#undef COUNTER
};

/* Of the store, as PRAGMA user_version has it. */
#define STORE_VERSION ((int)sizeof(union store_version_size))

/* 1: ours; 0: nothing in it yet; negative: not ours, or of a newer version. */
int schema_identify(struct store *store, struct error *err);

/* Both in one transaction of their own. */
int schema_create(struct store *store, struct error *err);
int schema_upgrade(struct store *store, struct error *err);

/*
 * Fills in what rows of version 5, or of a file of version 1, do not say of their cells and
 * treatments (adopt.sql); within the caller's transaction.
 */
int schema_adopt(struct store *store, struct error *err);

#endif
