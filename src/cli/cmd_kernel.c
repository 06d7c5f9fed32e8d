// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/cmd_kernel.h"
#include "target/kernel_package.h"
#include "formats/json_fields.h"
#include "common/cleanup.h"
#include "common/error.h"

#include <jansson.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "Usage: bpftax kernel fetch NAME[=VERSION]...   download with apt into the user's cache\n"
    "       bpftax kernel list                      known names, and what has been fetched\n"
    "       bpftax kernel rm NAME[=VERSION]...      remove from the cache\n";

static int complain(const struct error *err)
{
	fprintf(stderr, "bpftax: %s\n", err->text);
	return (int)err->kind;
}

static int usage_wrong(const char *what, const char *word)
{
	fprintf(stderr, "bpftax: kernel: %s%s: see 'bpftax kernel --help'\n", what, word);
	return ERROR_USAGE;
}

static void say(void *context, const char *line)
{
	(void)context;
	printf("%s\n", line);
	fflush(stdout);
}

/*
 * The signals are blocked and looked at between two steps, so that an interrupted fetch removes
 * what it has begun.
 */
static void interrupts_hold(void)
{
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGHUP);
	sigprocmask(SIG_BLOCK, &signals, NULL);
}

static bool interrupted(void *context)
{
	sigset_t pending;

	(void)context;
	sigpending(&pending);
	return sigismember(&pending, SIGINT) || sigismember(&pending, SIGTERM) ||
	       sigismember(&pending, SIGHUP);
}

static int fetch_one(const char *name, struct error *err)
{
	const struct kernel_notify notify = { .say = say, .stopping = interrupted };
	CLEANUP_FREE char *directory = NULL;
	int r = kernel_package_fetch(name, &notify, &directory, err);

	if (!r)
		printf("%s is in %s\n", name, directory);
	return r;
}

static int remove_one(const char *name, struct error *err)
{
	int r = kernel_package_remove(name, err);

	if (!r)
		printf("%s removed\n", name);
	return r;
}

static int for_each(int count, char **names, int (*verb)(const char *, struct error *))
{
	struct error err = { 0 };

	if (!count)
		return usage_wrong("no NAME was given", "");
	interrupts_hold();
	for (int i = 0; i < count; i++)
		if (verb(names[i], &err) < 0)
			return complain(&err);
	return 0;
}

static int fetch(int count, char **names)
{
	return for_each(count, names, fetch_one);
}

static int rm(int count, char **names)
{
	return for_each(count, names, remove_one);
}

static void series_print(const struct kernel_series *series, const struct kernel_package *packages,
			 size_t count)
{
	bool fetched = false;

	for (size_t i = 0; i < count; i++) {
		if (packages[i].series != series)
			continue;
		printf("%-18s  %-24s  %6.1f MB  %s\n", series->name, packages[i].version,
		       (double)packages[i].size_bytes / 1e6, series->summary);
		fetched = true;
	}
	if (!fetched)
		printf("%-18s  %-24s  %9s  %s\n", series->name, "not fetched", "", series->summary);
}

static int list(int count, char **names)
{
	struct kernel_package *packages = NULL;
	struct error err = { 0 };
	size_t packages_count = 0;

	if (count)
		return usage_wrong("list takes no argument, but was given ", names[0]);
	if (kernel_package_list(&packages, &packages_count, &err) < 0)
		return complain(&err);
	for (size_t i = 0; i < kernel_series_count; i++)
		series_print(&kernel_series[i], packages, packages_count);
	kernel_packages_free(packages, packages_count);
	return 0;
}

/* A series that was fetched in several versions stands there with each. */
static json_t *package_json(const struct kernel_series *series,
			    const struct kernel_package *package)
{
	if (!package)
		return json_pack("{s:s s:s s:b}", "name", series->name, "summary", series->summary,
				 "fetched", false);
	return json_pack("{s:s s:s s:b s:s s:I}", "name", series->name, "summary", series->summary,
			 "fetched", true, "version", package->version, "size_bytes",
			 (json_int_t)package->size_bytes);
}

static void series_json(json_t *array, const struct kernel_series *series,
			const struct kernel_package *packages, size_t count)
{
	size_t before = json_array_size(array);

	for (size_t i = 0; i < count; i++)
		if (packages[i].series == series)
			json_array_append_new(array, package_json(series, &packages[i]));
	if (json_array_size(array) == before)
		json_array_append_new(array, package_json(series, NULL));
}

static int list_json(void)
{
	struct kernel_package *packages = NULL;
	struct error err = { 0 };
	json_t *array;
	size_t count = 0;

	if (kernel_package_list(&packages, &count, &err) < 0)
		return complain(&err);
	array = json_array();
	for (size_t i = 0; i < kernel_series_count; i++)
		series_json(array, &kernel_series[i], packages, count);
	json_document_put(array, stdout);
	kernel_packages_free(packages, count);
	return 0;
}

int cmd_list_kernels(const struct study *options)
{
	return strcmp(options->format, "json") ? list(0, NULL) : list_json();
}

static const struct {
	const char *name;
	int (*run)(int count, char **names);
} verbs[] = { { "fetch", fetch }, { "list", list }, { "rm", rm } };

static bool is_help(const char *word)
{
	return !strcmp(word, "--help") || !strcmp(word, "-?") || !strcmp(word, "-h");
}

int cmd_kernel(int argc, char **argv)
{
	if (argc < 2)
		return usage_wrong("fetch, list or rm is needed", "");
	for (int i = 1; i < argc; i++)
		if (is_help(argv[i])) {
			fputs(usage, stdout);
			return 0;
		}
	for (size_t i = 0; i < ARRAY_SIZE(verbs); i++)
		if (!strcmp(argv[1], verbs[i].name))
			return verbs[i].run(argc - 2, argv + 2);
	return usage_wrong("fetch, list or rm is meant, not ", argv[1]);
}
