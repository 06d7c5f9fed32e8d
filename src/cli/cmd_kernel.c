// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/cmd_kernel.h"
#include "cli/note.h"
#include "target/architecture.h"
#include "target/kernel_archive.h"
#include "target/kernel_index.h"
#include "target/kernel_name.h"
#include "target/kernel_offers.h"
#include "target/kernel_fetch.h"
#include "target/kernel_package.h"
#include "formats/json_fields.h"
#include "common/cleanup.h"
#include "common/error.h"
#include "common/text_buffer.h"

#include <errno.h>
#include <jansson.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char usage[] =
    "Usage: bpftax kernel fetch [--arch ARCH] NAME...       download with apt into the user's "
    "cache\n"
    "       bpftax kernel list [--arch ARCH]                what has been fetched, and what can "
    "be\n"
    "       bpftax kernel list --available [--arch ARCH] [NAME...]\n"
    "                                                       every package that the archive has\n"
    "       bpftax kernel rm [--arch ARCH] NAME...          remove from the cache\n"
    "\n"
    "NAME is a series (debian-6.12, debian-6.12-cloud, debian-6.12-rt), the newest of all that "
    "has\n"
    "been released (debian-newest-cloud), one package (debian-6.12-cloud=6.12.118-1), or a "
    "pattern\n"
    "('debian-*-cloud').\n";

/* What stands behind the verb. */
struct words {
	const struct architecture *architecture;
	char **names;
	int count;
	bool available;
};

static int complain(const struct error *err)
{
	note("%s", err->text);
	return (int)err->kind;
}

static int usage_wrong(const char *what, const char *word)
{
	note("kernel: %s%s: see 'bpftax kernel --help'", what, word);
	return ERROR_USAGE;
}

static void say(void *context, const char *line)
{
	(void)context;
	note_line(stdout, "%s", line);
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

static void say_beside(void *context, const char *line)
{
	(void)context;
	note("%s", line);
}

/* What is said while a list is made is not in the list. */
static const struct kernel_notify quiet_notify = { .say = say_beside, .stopping = interrupted };

static const struct kernel_notify notify = { .say = say, .stopping = interrupted };

/* Nobody waits for a second time-out of an archive that is gone, nor for a full disk. */
#define FAILURES_IN_A_ROW 2

static bool is_last_straw(int r, size_t failures_in_a_row)
{
	return r == -EINTR || r == -ENOSPC || failures_in_a_row >= FAILURES_IN_A_ROW;
}

static int fetch_one(const struct architecture *architecture, const struct kernel_offer *offer,
		     struct error *err)
{
	CLEANUP_FREE char *directory = NULL;
	int r = kernel_fetch_offer(architecture, offer, &notify, &directory, err);

	if (!r)
		note_line(stdout, "%s is in %s", offer->name, directory);
	return r;
}

/* What was fetched before stays. */
static void missing_say(const struct text_buffer *missing, size_t count, size_t wanted)
{
	if (count && wanted > 1)
		note("%zu of %zu kernels were not fetched: %s", count, wanted,
		     text_buffer_get(missing));
}

static int fetch_offers(const struct architecture *architecture, const struct kernel_offers *offers)
{
	CLEANUP(text_buffer_release) struct text_buffer missing = { 0 };
	size_t missed = 0, in_a_row = 0;
	bool stopped = false;
	int status = 0;

	for (size_t i = 0; i < offers->count; i++) {
		struct error err = { 0 };
		int r = stopped ? -ECANCELED : fetch_one(architecture, offers->items[i], &err);

		in_a_row = r ? in_a_row + 1 : 0;
		if (!r)
			continue;
		text_buffer_add_word(&missing, ", ", offers->items[i]->name);
		missed++;
		if (!stopped)
			status = complain(&err);
		stopped = stopped || is_last_straw(r, in_a_row);
	}
	missing_say(&missing, missed, offers->count);
	return status;
}

static int fetch(const struct words *words)
{
	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };
	CLEANUP(kernel_offers_clear) struct kernel_offers offers = { 0 };
	struct error err = { 0 };

	if (!words->count)
		return usage_wrong("no NAME was given", "");
	interrupts_hold();
	if (kernel_offers_find(words->architecture, words->names, (size_t)words->count, &notify,
			       &index, &offers, &err) < 0)
		return complain(&err);
	return fetch_offers(words->architecture, &offers);
}

static int rm(const struct words *words)
{
	struct error err = { 0 };

	if (!words->count)
		return usage_wrong("no NAME was given", "");
	interrupts_hold();
	for (int i = 0; i < words->count; i++) {
		if (kernel_package_remove(words->architecture, words->names[i], &err) < 0)
			return complain(&err);
		note_line(stdout, "%s removed", words->names[i]);
	}
	return 0;
}

/* What is fetched, and what can be; what apt does not say is missing, and said to the user. */
static int packages_read(const struct architecture *architecture,
			 struct kernel_package **ret_packages, size_t *ret_count, struct error *err)
{
	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };

	if (kernel_archive_read(architecture, KERNEL_ARCHIVE_READ, NULL, &index, err) < 0)
		note("only what is fetched is listed: %s", err->text);
	return kernel_package_list(architecture, &index, ret_packages, ret_count, err);
}

/* "6.12, for cloud machines". */
static const char *summary(const char *name, char *buffer, size_t size)
{
	struct kernel_name parts;

	return kernel_name_parse(name, &parts) < 0 ? "" : kernel_name_summary(&parts, buffer, size);
}

/* "2026-11-28". */
static const char *date(time_t when, char *buffer, size_t size)
{
	struct tm parts;

	return localtime_r(&when, &parts) && strftime(buffer, size, "%Y-%m-%d", &parts) ? buffer
											: "";
}

static void package_print(const struct kernel_package *package)
{
	char words[64], day[16];

	if (package->version)
		note_line(stdout, "%-18s  %-24s  %6.1f MB  %-10s  %s", package->name,
			  package->version, (double)package->size_bytes / 1e6,
			  date(package->fetched, day, sizeof(day)),
			  summary(package->name, words, sizeof(words)));
	else
		note_line(stdout, "%-18s  %-24s  %9s  %-10s  %s", package->name, "not fetched", "",
			  "", summary(package->name, words, sizeof(words)));
}

static int list_fetched(const struct architecture *architecture)
{
	struct kernel_package *packages = NULL;
	struct error err = { 0 };
	size_t count = 0;

	if (packages_read(architecture, &packages, &count, &err) < 0)
		return complain(&err);
	for (size_t i = 0; i < count; i++)
		package_print(&packages[i]);
	kernel_packages_free(packages, count);
	return 0;
}

static bool is_fetched(const struct architecture *architecture, const struct kernel_offer *offer)
{
	CLEANUP_FREE char *directory = NULL;
	CLEANUP(text_buffer_release) struct text_buffer exact = { 0 };

	text_buffer_add(&exact, "%s=%s", offer->name, offer->version);
	return !kernel_package_find(architecture, text_buffer_get(&exact), &directory, NULL);
}

static void offer_print(const struct architecture *architecture, const struct kernel_offer *offer)
{
	CLEANUP(text_buffer_release) struct text_buffer notes = { 0 };

	if (offer->origin == KERNEL_OF_OWN_SUITE)
		text_buffer_add_word(&notes, ", ", "in your own suites");
	if (offer->candidate)
		text_buffer_add_word(&notes, ", ", "release candidate");
	if (is_fetched(architecture, offer))
		text_buffer_add_word(&notes, ", ", "fetched");
	note_line(stdout, "%s=%s%s%s", offer->name, offer->version, notes.length ? "  " : "",
		  text_buffer_get(&notes));
}

static int pattern_print(const struct architecture *architecture, const struct kernel_index *index,
			 const char *pattern, struct error *err)
{
	CLEANUP_FREE const struct kernel_offer **offers = NULL;
	size_t count = 0;

	if (kernel_index_select(index, pattern, &offers, &count) < 0)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	if (!count)
		return error_set(err, ERROR_ENVIRONMENT, ENOENT,
				 "the archive has no kernel that matches '%s'", pattern);
	for (size_t i = 0; i < count; i++)
		offer_print(architecture, offers[i]);
	return 0;
}

static int list_available(const struct words *words)
{
	static char *everything[] = { (char *)"debian-*" };
	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };
	char **names = words->count ? words->names : everything;
	int count = words->count ? words->count : 1;
	struct error err = { 0 };

	interrupts_hold();
	if (kernel_archive_read(words->architecture, KERNEL_ARCHIVE_ALL, &quiet_notify, &index,
				&err) < 0)
		return complain(&err);
	for (int i = 0; i < count; i++)
		if (pattern_print(words->architecture, &index, names[i], &err) < 0)
			return complain(&err);
	return 0;
}

static int list(const struct words *words)
{
	if (words->available)
		return list_available(words);
	if (words->count)
		return usage_wrong("list takes no name without --available, but was given ",
				   words->names[0]);
	return list_fetched(words->architecture);
}

/* What was fetched in several versions stands there with each. */
static json_t *package_json(const struct kernel_package *package)
{
	char words[64], day[16];
	json_t *object =
	    json_pack("{s:s s:s s:b}", "name", package->name, "summary",
		      summary(package->name, words, sizeof(words)), "fetched", !!package->version);

	if (package->version) {
		json_put_text(object, "version", package->version);
		json_object_set_new(object, "size_bytes",
				    json_integer((json_int_t)package->size_bytes));
		json_object_set_new(object, "fetched_on",
				    json_string(date(package->fetched, day, sizeof(day))));
	}
	return object;
}

static int list_json(const struct architecture *architecture)
{
	struct kernel_package *packages = NULL;
	struct error err = { 0 };
	json_t *array;
	size_t count = 0;

	if (packages_read(architecture, &packages, &count, &err) < 0)
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
	const struct architecture *architecture;
	struct error err = { 0 };

	if (architecture_host(&architecture, &err) < 0)
		return complain(&err);
	return strcmp(options->format, "json") ? list_fetched(architecture)
					       : list_json(architecture);
}

static const struct {
	const char *name;
	int (*run)(const struct words *words);
} verbs[] = { { "fetch", fetch }, { "list", list }, { "rm", rm } };

static bool is_help(const char *word)
{
	return !strcmp(word, "--help") || !strcmp(word, "-?") || !strcmp(word, "-h");
}

static int architecture_read(const char *name, struct words *words)
{
	words->architecture = name ? architecture_find(name) : NULL;
	if (words->architecture)
		return 0;
	return name ? usage_wrong("there are no guests of architecture ", name)
		    : usage_wrong("--arch needs an architecture", "");
}

/* Takes the options out of the words; the names stay in their order. */
static int words_read(int count, char **given, struct words *words)
{
	int status = 0;

	words->names = given;
	for (int i = 0; i < count && !status; i++) {
		if (!strcmp(given[i], "--arch"))
			status = architecture_read(++i < count ? given[i] : NULL, words);
		else if (!strncmp(given[i], "--arch=", 7))
			status = architecture_read(given[i] + 7, words);
		else if (!strcmp(given[i], "--available"))
			words->available = true;
		else if (given[i][0] == '-')
			status = usage_wrong("there is no option ", given[i]);
		else
			given[words->count++] = given[i];
	}
	return status;
}

static int verb_run(int (*run)(const struct words *words), int count, char **given)
{
	struct words words = { 0 };
	struct error err = { 0 };
	int status = words_read(count, given, &words);

	if (!status && !words.architecture && architecture_host(&words.architecture, &err) < 0)
		return complain(&err);
	return status ? status : run(&words);
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
			return verb_run(verbs[i].run, argc - 2, argv + 2);
	return usage_wrong("fetch, list or rm is meant, not ", argv[1]);
}
