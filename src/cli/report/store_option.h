/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLI_STORE_OPTION_H
#define BPFTAX_CLI_STORE_OPTION_H

/* The store that --store names, or the default one, opened for reading. */

#include <errno.h>
#include "cli/note.h"
#include "common/cleanup.h"
#include "common/error.h"
#include "store/store.h"
#include "study/reading.h"

static inline void cleanup_store(struct store **store)
{
	store_close(*store);
}

#define CLEANUP_STORE CLEANUP(cleanup_store)

static inline int store_open_option(const struct reading *options, struct store **ret_store,
				    struct error *err)
{
	return store_open_named(options->store, STORE_READ, ret_store, err);
}

/* Prints the sentence and returns the exit status. */
static inline int fail_with(const struct error *err)
{
	note("%s", err->text);
	return err->kind;
}

#endif
