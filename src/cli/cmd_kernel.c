// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/cmd_kernel.h"
#include "target/architecture.h"
#include "target/kernel_index.h"
#include "target/kernel_name.h"
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
    "       bpftax kernel list                      what has been fetched, and what can be\n"
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

/* What is fetched, and what can be; what apt does not say is missing, and said to the user. */
static int packages_read(struct kernel_package **ret_packages, size_t *ret_count, struct error *err)
{
	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };
	const struct architecture *architecture;
	int r = architecture_host(&architecture, err);

	if (!r)
		r = kernel_index_read(architecture, NULL, &index, err);
	if (r < 0)
		fprintf(stderr, "bpftax: only what is fetched is listed: %s\n", err->text);
	return kernel_package_list(&index, ret_packages, ret_count, err);
}

/* "6.12, for cloud machines". */
static const char *summary(const char *name, char *buffer, size_t size)
{
	struct kernel_name parts;

	return kernel_name_parse(name, &parts) < 0 ? "" : kernel_name_summary(&parts, buffer, size);
}

static void package_print(const struct kernel_package *package)
{
	char words[64];

	if (package->version)
		printf("%-18s  %-24s  %6.1f MB  %s\n", package->name, package->version,
		       (double)package->size_bytes / 1e6,
		       summary(package->name, words, sizeof(words)));
	else
		printf("%-18s  %-24s  %9s  %s\n", package->name, "not fetched", "",
		       summary(package->name, words, sizeof(words)));
}

static int list(int count, char **names)
{
	struct kernel_package *packages = NULL;
	struct error err = { 0 };
	size_t packages_count = 0;

	if (count)
		return usage_wrong("list takes no argument, but was given ", names[0]);
	if (packages_read(&packages, &packages_count, &err) < 0)
		return complain(&err);
	for (size_t i = 0; i < packages_count; i++)
		package_print(&packages[i]);
	kernel_packages_free(packages, packages_count);
	return 0;
}

/* What was fetched in several versions stands there with each. */
static json_t *package_json(const struct kernel_package *package)
{
	char words[64];
	json_t *object =
	    json_pack("{s:s s:s s:b}", "name", package->name, "summary",
		      summary(package->name, words, sizeof(words)), "fetched", !!package->version);

	if (package->version) {
		json_object_set_new(object, "version", json_string(package->version));
		json_object_set_new(object, "size_bytes",
				    json_integer((json_int_t)package->size_bytes));
	}
	return object;
}

static int list_json(void)
{
	struct kernel_package *packages = NULL;
	struct error err = { 0 };
	json_t *array;
	size_t count = 0;

	if (packages_read(&packages, &count, &err) < 0)
		return complain(&err);
	array = json_array();
	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, package_json(&packages[i]));
	json_document_put(array, stdout);
	kernel_packages_free(packages, count);
	return 0;
}

int cmd_list_kernels(const struct reading *options)
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
