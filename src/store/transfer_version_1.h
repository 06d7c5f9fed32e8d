/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STORE_TRANSFER_VERSION_1_H
#define BPFTAX_STORE_TRANSFER_VERSION_1_H

/*
 * A file of version 1, which knows no cells: a machine stands for one, and plans and results belong
 * to the run's only one.  Its treatments, and what its study says of the cell, are in no record of
 * it: adopt.sql gets them when all is there.  Private to src/store.
 */

#include <jansson.h>
#include "store/transfer_table.h"

/* The type of record that a version 1 file calls so; -1: it has none. */
int transfer_1_type(const char *name);

/*
 * Makes the record of a cell, a plan, a visit or a result one of version 2, in place; others stay.
 * cells: how many stand before it.  False for what no version 1 has: a field that is version 2's,
 * a second boot of a machine.
 */
bool transfer_1_convert(enum transfer_type type, json_t *record, size_t cells);

/* The cell of a run whose file has no machine; a new reference. */
json_t *transfer_1_cell(void);

#endif
