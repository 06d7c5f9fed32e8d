/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STORE_TRANSFER_H
#define BPFTAX_STORE_TRANSFER_H

/*
 * A run as one file of JSON lines, "bpftax-run" (docs/export.md), out of a store and into another,
 * line by line: neither way holds more than one record and the numbers of the visits.
 *
 *	store_run_export(store, id, stdout, &err);
 *	store_run_import(store, fd, "run.jsonl", id, &outcome, &err);
 *
 * The same run always gives the same bytes.  Version 2 is written, 1 is read as well.
 */

#include <stdio.h>
#include "store/store.h"

#define TRANSFER_FORMAT "bpftax-run"
#define TRANSFER_VERSION 2

/* Writes the run; errors of writing show in ferror(out).  id: all digits. */
int store_run_export(struct store *store, const char *id, FILE *out, struct error *err);

enum import_outcome { IMPORT_ADDED, IMPORT_ALREADY_THERE };

/*
 * Reads one run from fd, a regular file, and adds it in one transaction: all of it or nothing.
 * A run that is there already, with the same content, stays as it is.  Whatever is wrong with the
 * file is -EBADMSG with ERROR_USAGE and a sentence that begins with NAME:LINE, among it a run that
 * is there with other content.  *ret_id is filled on success.
 */
int store_run_import(struct store *store, int fd, const char *name, char ret_id[RUN_ID_LENGTH + 1],
		     enum import_outcome *ret_outcome, struct error *err);

#endif
