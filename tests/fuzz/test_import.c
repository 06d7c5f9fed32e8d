// SPDX-License-Identifier: GPL-2.0-or-later
/* Some thousand spoiled exports, the same at every call; `make fuzz` goes on from there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "common/cleanup.h"
#include "common/file.h"
#include "import_check.h"
#include "mutate.h"
#include "store/transfer.h"
#include "synthetic_run.h"

#define MUTANTS 300 /* of each run */

static char *exported(const char *path, enum synthetic_kind kind, size_t *ret_length)
{
	struct store *store = NULL;
	struct error err = { .text = "" };
	char id[RUN_ID_LENGTH + 1] = { 0 }, *bytes = NULL;
	FILE *out = open_memstream(&bytes, ret_length);

	memset(id, '1' + (int)kind, RUN_ID_LENGTH);
	assert_int_equal(synthetic_run_write(path, kind, &err), 0);
	assert_int_equal(store_open(path, STORE_READ, &store, &err), 0);
	assert_int_equal(store_run_export(store, id, out, &err), 0);
	assert_int_equal(fclose(out), 0);
	store_close(store);
	return bytes;
}

/* which: another for each kind of run, for other mutants. */
static void spoiled(const char *bytes, size_t length, uint64_t which, size_t *taken,
		    size_t *refused)
{
	struct random random;

	assert_true(import_check(bytes, length));
	for (uint64_t i = 0; i < MUTANTS; i++) {
		size_t mutant_length = 0;
		CLEANUP_FREE char *mutant = NULL;

		random_seed(&random, random_derive(1, "import", i * 8 + which));
		mutant = mutate_run(bytes, length, &random, &mutant_length);
		assert_non_null(mutant);
		*(import_check(mutant, mutant_length) ? taken : refused) += 1;
	}
}

/* With the two companions that SQLite keeps beside a store in WAL mode. */
static void store_remove(const char *path)
{
	static const char *const endings[] = { "", "-wal", "-shm" };

	for (size_t i = 0; i < ARRAY_SIZE(endings); i++) {
		CLEANUP_FREE char *name = NULL;

		assert_true(asprintf(&name, "%s%s", path, endings[i]) > 0);
		unlink(name);
	}
}

static void every_kind(void **state)
{
	char path[] = "/tmp/bpftax-fuzz-XXXXXX";
	int fd = mkstemp(path);
	size_t taken = 0, refused = 0;

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	for (int kind = SYNTHETIC_SWITCH; kind <= SYNTHETIC_CELLS; kind++) {
		size_t length = 0;
		CLEANUP_FREE char *bytes = exported(path, (enum synthetic_kind)kind, &length);

		spoiled(bytes, length, (uint64_t)kind, &taken, &refused);
	}
	store_remove(path);
	print_message("%zu mutants taken as runs, %zu refused\n", taken, refused);
	/* Both ways are gone often, or the mutants are of no use. */
	assert_true(taken > 5 * MUTANTS / 10 && refused > 5 * MUTANTS / 10);
}

static void of_file(const char *path, uint64_t which)
{
	CLEANUP_FREE char *bytes = NULL;
	size_t length = 0, taken = 0, refused = 0;
	struct error err = { .text = "" };

	assert_int_equal(file_read(path, &bytes, &length, &err), 0);
	spoiled(bytes, length, which, &taken, &refused);
	print_message("%zu mutants taken as runs, %zu refused\n", taken, refused);
	assert_true(taken > MUTANTS / 10 && refused > MUTANTS / 10);
}

/* What its records do not say is got from its study and facts, which the mutants spoil as well. */
static void a_file_of_version_1(void **state)
{
	(void)state;
	of_file(EXPORT_1, 6);
}

static void micro_as_chunks(void **state)
{
	(void)state;
	of_file(CHUNKS, 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_kind),
					    cmocka_unit_test(a_file_of_version_1),
					    cmocka_unit_test(micro_as_chunks) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
