/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLI_STORE_OPTION_H
#define BPFTAX_CLI_STORE_OPTION_H

/* The store that --store names, or the default one, opened for reading. */

#include <errno.h>
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
	CLEANUP_FREE char *standard = options->store ? NULL : store_default_path();
	const char *path = options->store ? options->store : standard;

	if (!path)
		return error_errno(err, ERROR_ENVIRONMENT, ENOMEM, "cannot name the store");
	return store_open(path, STORE_READ, ret_store, err);
}

/* Prints the sentence and returns the exit status. */
static inline int fail_with(const struct error *err)
{
	fprintf(stderr, "bpftax: %s\n", err->text);
	return err->kind;
}

#endif
