// SPDX-License-Identifier: GPL-2.0-or-later
#include "cells_run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>
#include "common/cleanup.h"
#include "synthetic_run.h"

static void store_remove(const char *path)
{
	static const char *const endings[] = { "", "-wal", "-shm" };
	char file[64];

	for (size_t i = 0; i < ARRAY_SIZE(endings); i++) {
		snprintf(file, sizeof(file), "%s%s", path, endings[i]);
		unlink(file);
	}
}

struct run_data *cells_run_load(void)
{
	char path[] = "/tmp/bpftax-cells-XXXXXX";
	struct run_data *data = NULL;
	struct store *store = NULL;
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	close(fd);
	unlink(path);
	assert_int_equal(synthetic_run_write(path, SYNTHETIC_CELLS, NULL), 0);
	assert_int_equal(store_open(path, STORE_READ, &store, NULL), 0);
	assert_int_equal(store_run_load(store, "66666666666666666666666666666666", &data, NULL), 0);
	store_close(store);
	store_remove(path);
	return data;
}
