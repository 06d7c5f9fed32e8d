// SPDX-License-Identifier: GPL-2.0-or-later
#include "import_check.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include "common/cleanup.h"
#include "common/file.h"
#include "compare/compare.h"
#include "formats/report.h"
#include "store/sql.h"
#include "store/transfer.h"
#include "estimate/build.h"
#include "compare/print.h"

#define COUNT_ROWS                                                                                 \
	"SELECT (SELECT count(*) FROM run) + (SELECT count(*) FROM cell)"                          \
	" + (SELECT count(*) FROM treatment)"                                                      \
	" + (SELECT count(*) FROM plan) + (SELECT count(*) FROM configuration)"                    \
	" + (SELECT count(*) FROM visit) + (SELECT count(*) FROM sample)"                          \
	" + (SELECT count(*) FROM result) + (SELECT count(*) FROM note)"

static void require(bool holds, const char *what, const struct error *err)
{
	if (holds)
		return;
	fprintf(stderr, "import_check: %s: %s\n", what, err->text);
	abort();
}

/* A file without a name that holds the bytes. */
static int file_of(const char *bytes, size_t length)
{
	int fd = memfd_create("import", MFD_CLOEXEC);
	struct error none = { .text = "no file" };

	require(fd >= 0 && file_write_all(fd, bytes, length) == 0 && lseek(fd, 0, SEEK_SET) == 0,
		"set up", &none);
	return fd;
}

static int import_bytes(struct store *store, const char *bytes, size_t length,
			char id[RUN_ID_LENGTH + 1], enum import_outcome *outcome, struct error *err)
{
	CLEANUP_CLOSE int fd = file_of(bytes, length);

	return store_run_import(store, fd, "fuzz", id, outcome, err);
}

static void check_refused(struct store *store, const struct error *err)
{
	struct error inner = { .text = "" };
	int64_t rows = -1;

	require(sql_integer(store, COUNT_ROWS, &rows, &inner) == 0 && rows == 0,
		"a refused file left rows", err);
	require(err->text[0] && !strchr(err->text, '\n'), "no sentence", err);
	require(err->kind == ERROR_USAGE, "the file's fault was given to the machine", err);
}

static void check_again(struct store *store, const char *id)
{
	CLEANUP_FREE char *bytes = NULL;
	size_t length = 0;
	char again[RUN_ID_LENGTH + 1];
	enum import_outcome outcome = IMPORT_ADDED;
	struct error err = { .text = "" };
	FILE *out = open_memstream(&bytes, &length);

	require(out && store_run_export(store, id, out, &err) == 0 && fclose(out) == 0, "export",
		&err);
	require(import_bytes(store, bytes, length, again, &outcome, &err) == 0, "import again",
		&err);
	require(outcome == IMPORT_ALREADY_THERE && strcmp(id, again) == 0, "another run", &err);
}

static void check_formats(const struct run_report *run)
{
	struct report_options options = { .width = 80, .latency = true };
	struct error err = { .text = "" };
	CLEANUP_FILE FILE *out = fopen("/dev/null", "we");

	for (size_t i = 0; i < report_formats_count; i++)
		require(report_print(run, report_formats[i].name, out, &options, &err) == 0,
			report_formats[i].name, &err);
}

/* With itself: it has everything in common, and every number meets its like. */
static void check_compare(const struct run_report *run)
{
	struct report_options options = { .width = 80 };
	struct compare *compare = NULL;
	struct error err = { .text = "" };
	CLEANUP_FILE FILE *out = fopen("/dev/null", "we");

	require(compare_build(run, run, NULL, &compare, &err) == 0, "compare", &err);
	require(compare_print(compare, "text", out, &options) == 0, "compare, text", &err);
	require(compare_print(compare, "json", out, &options) == 0, "compare, json", &err);
	compare_free(compare);
}

static void check_taken(struct store *store, const char *id)
{
	struct run_data *data = NULL;
	struct run_report *run = NULL;
	struct error err = { .text = "" };

	check_again(store, id);
	require(store_run_load(store, id, &data, &err) == 0, "load", &err);
	require(run_report_build(data, &run, &err) == 0, "report", &err);
	check_formats(run);
	check_compare(run);
	run_report_free(run);
	run_data_free(data);
}

bool import_check(const char *bytes, size_t length)
{
	struct store *store = NULL;
	char id[RUN_ID_LENGTH + 1];
	enum import_outcome outcome = IMPORT_ALREADY_THERE;
	struct error err = { .text = "" };
	bool taken;

	require(store_open(":memory:", STORE_WRITE, &store, &err) == 0, "open", &err);
	taken = import_bytes(store, bytes, length, id, &outcome, &err) == 0;
	if (taken) {
		require(outcome == IMPORT_ADDED, "already there in an empty store", &err);
		check_taken(store, id);
	} else {
		check_refused(store, &err);
	}
	store_close(store);
	return taken;
}
