// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/kernel_package.h"
#include "target/deb_version.h"
#include "target/fetch_directory.h"
#include "target/kernel_archive.h"
#include "target/kernel_name.h"
#include "target/kernel_offers.h"
#include "target/kernel_unpack.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "common/sha256.h"
#include "common/text.h"
#include "common/text_buffer.h"

#include <dirent.h>
#include <errno.h>
#include <fts.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

static int kernels_directory(const struct architecture *architecture, char **ret_path,
			     struct error *err)
{
	CLEANUP_FREE char *cache = NULL;
	char *path;
	int r = file_cache_directory(&cache, err);

	if (r < 0)
		return r;
	path = architecture->cached_kernels
		   ? file_path("%s/%s", cache, architecture->cached_kernels)
		   : file_path("%s/kernels/%s", cache, architecture->name);
	if (!path)
		return out_of_memory(err);
	*ret_path = path;
	return 0;
}

void kernel_packages_free(struct kernel_package *packages, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(packages[i].name);
		free(packages[i].version);
		free(packages[i].directory);
	}
	free(packages);
}

struct package_list {
	struct kernel_package *packages;
	size_t count;
};

/* Keys in package.json. */
#define OWN_SUITE "own_suite"
#define RELEASED_SUITE "released_suite"

static void package_list_clear(struct package_list *list)
{
	kernel_packages_free(list->packages, list->count);
	*list = (struct package_list){ 0 };
}

/* A fetch fills its directory, and then nobody changes it. */
static time_t fetched_when(const char *directory)
{
	struct stat info;

	return stat(directory, &info) < 0 ? 0 : info.st_mtime;
}

/* An older bpftax did not write it down, and had no others. */
static enum kernel_origin origin_read(const char *directory)
{
	CLEANUP_FREE char *path = file_path("%s/package.json", directory);
	json_t *record = path ? json_load_file(path, 0, NULL) : NULL;
	enum kernel_origin origin = KERNEL_OF_OWN_SUITE;

	if (json_is_false(json_object_get(record, OWN_SUITE)))
		origin = json_is_false(json_object_get(record, RELEASED_SUITE))
			     ? KERNEL_OF_OTHER_SUITE
			     : KERNEL_OF_RELEASED_SUITE;
	json_decref(record);
	return origin;
}

static uint64_t tree_size(const char *directory)
{
	char *const roots[] = { (char *)directory, NULL };
	FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	uint64_t size_bytes = 0;
	FTSENT *entry;

	while (walk && (entry = fts_read(walk)))
		if (entry->fts_info == FTS_F)
			size_bytes += (uint64_t)entry->fts_statp->st_size;
	if (walk)
		fts_close(walk);
	return size_bytes;
}

/* Room for another, with its name. */
static struct kernel_package *package_add(struct package_list *list, const char *name)
{
	struct kernel_package *larger =
	    reallocarray(list->packages, list->count + 1, sizeof(*larger));

	if (!larger)
		return NULL;
	list->packages = larger;
	larger += list->count++;
	*larger = (struct kernel_package){ .name = strdup(name) };
	return larger->name ? larger : NULL;
}

static int fetched_add(struct package_list *list, const char *name, const char *parent,
		       const char *version)
{
	struct kernel_package *package = package_add(list, name);

	if (!package)
		return -ENOMEM;
	package->version = strdup(version);
	package->directory = file_path("%s/%s", parent, version);
	if (!package->version || !package->directory)
		return -ENOMEM;
	package->size_bytes = tree_size(package->directory);
	package->fetched = fetched_when(package->directory);
	package->origin = origin_read(package->directory);
	return 0;
}

static int newest_first(const void *left, const void *right)
{
	const struct kernel_package *a = left, *b = right;
	int order = deb_version_compare(b->name, a->name);

	if (order || !a->version)
		return order;
	return a->origin != b->origin ? (int)a->origin - (int)b->origin
				      : deb_version_compare(b->version, a->version);
}

static int versions_collect(const char *kernels, const char *name, struct package_list *list)
{
	CLEANUP_FREE char *parent = file_path("%s/%s", kernels, name);
	DIR *directory = parent ? opendir(parent) : NULL;
	struct dirent *entry;
	int r = parent ? 0 : -ENOMEM;

	if (!directory)
		return r;
	while (!r && (entry = readdir(directory)))
		if (entry->d_name[0] != '.')
			r = fetched_add(list, name, parent, entry->d_name);
	closedir(directory);
	return r;
}

/* Every directory that has the name of a kernel, or one of the pattern's unless that is NULL. */
static int names_collect(const char *kernels, const char *pattern, struct package_list *list)
{
	DIR *directory = opendir(kernels);
	struct kernel_name name;
	struct dirent *entry;
	int r = 0;

	if (!directory)
		return 0;
	while (!r && (entry = readdir(directory)))
		if (!kernel_name_parse(entry->d_name, &name) && !name.version && !name.newest &&
		    (!pattern || kernel_name_matches(pattern, name.name)))
			r = versions_collect(kernels, name.name, list);
	closedir(directory);
	return r;
}

/* Of one name, of a pattern's, or of all when it is NULL. */
static int packages_collect(const struct architecture *architecture, const char *only,
			    struct package_list *list, struct error *err)
{
	CLEANUP_FREE char *kernels = NULL;
	int r = kernels_directory(architecture, &kernels, err);

	if (r < 0)
		return r;
	r = names_collect(kernels, only, list);
	if (list->count)
		qsort(list->packages, list->count, sizeof(*list->packages), newest_first);
	return r < 0 ? out_of_memory(err) : 0;
}

static bool has_name(const struct package_list *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->packages[i].name, name))
			return true;
	return false;
}

static int offers_add(const struct kernel_index *index, struct package_list *list)
{
	for (size_t i = 0; i < index->count; i++)
		if (!has_name(list, index->offers[i].name) &&
		    !package_add(list, index->offers[i].name))
			return -ENOMEM;
	if (list->count)
		qsort(list->packages, list->count, sizeof(*list->packages), newest_first);
	return 0;
}

int kernel_package_list(const struct architecture *architecture, const struct kernel_index *index,
			struct kernel_package **ret_packages, size_t *ret_count, struct error *err)
{
	CLEANUP(package_list_clear) struct package_list list = { 0 };
	int r = packages_collect(architecture, NULL, &list, err);

	if (!r && index && offers_add(index, &list) < 0)
		r = out_of_memory(err);
	if (r < 0)
		return r;
	*ret_packages = take_pointer(list.packages);
	*ret_count = list.count;
	list.count = 0;
	return 0;
}

/* "debian-newest-cloud": any series of its flavour, without the release candidates. */
static bool is_of_flavour(const struct kernel_package *package, const struct kernel_name *name)
{
	struct kernel_name parts;

	return !kernel_name_parse(package->name, &parts) &&
	       kernel_version_is_of(package->version, parts.series) &&
	       !strcmp(parts.flavour, name->flavour) &&
	       !kernel_version_is_candidate(package->version);
}

/* An earlier bpftax took what a meta package depended on, of whatever series that was. */
static bool is_meant(const struct kernel_package *package, const struct kernel_name *name)
{
	if (name->newest)
		return is_of_flavour(package, name);
	return kernel_version_is_of(package->version, name->series) &&
	       (!name->version || !strcmp(package->version, name->version));
}

int kernel_package_find(const struct architecture *architecture, const char *specification,
			char **ret_directory, struct error *err)
{
	CLEANUP(package_list_clear) struct package_list list = { 0 };
	struct kernel_name name;
	int r = kernel_name_check(specification, &name, err);

	if (!r)
		r = packages_collect(architecture, name.newest ? NULL : name.name, &list, err);
	if (r < 0)
		return r;
	for (size_t i = 0; i < list.count; i++)
		if (is_meant(&list.packages[i], &name)) {
			*ret_directory = take_pointer(list.packages[i].directory);
			return 0;
		}
	return error_set(err, ERROR_USAGE, ENOENT,
			 "kernel '%s' is not in the cache: 'bpftax kernel fetch %s' gets it",
			 specification, specification);
}

static int packages_remove(const struct package_list *list, const char *version,
			   size_t *ret_removed, struct error *err)
{
	int r = 0;

	for (size_t i = 0; i < list->count && !r; i++) {
		if (version && strcmp(list->packages[i].version, version))
			continue;
		r = fetch_directory_discard(list->packages[i].directory, err);
		(*ret_removed)++;
	}
	return r;
}

int kernel_package_remove(const struct architecture *architecture, const char *specification,
			  struct error *err)
{
	CLEANUP(package_list_clear) struct package_list list = { 0 };
	bool pattern = kernel_name_is_pattern(specification);
	struct kernel_name name = { 0 };
	size_t removed = 0;
	int r = pattern ? 0 : kernel_name_check(specification, &name, err);

	if (!r)
		r = packages_collect(architecture, pattern ? specification : name.name, &list, err);
	if (!r)
		r = packages_remove(&list, name.version, &removed, err);
	if (!r && !removed)
		return error_set(err, ERROR_USAGE, ENOENT, "kernel '%s' is not in the cache",
				 specification);
	return r;
}

static void debs_clear(struct kernel_debs *debs)
{
	text_words_free(debs->paths, debs->count);
}

static int deb_take(const char *directory, const char *file, struct kernel_debs *debs)
{
	char **larger = reallocarray(debs->paths, debs->count + 1, sizeof(*larger));

	if (!larger)
		return -ENOMEM;
	debs->paths = larger;
	larger[debs->count] = file_path("%s/%s", directory, file);
	if (!larger[debs->count])
		return -ENOMEM;
	debs->count++;
	return 0;
}

/* The files that apt has put into the directory. */
static int debs_find(const char *directory, struct kernel_debs *debs, struct error *err)
{
	DIR *stream = opendir(directory);
	const struct dirent *entry;
	int r = 0;

	while (stream && !r && (entry = readdir(stream)))
		if (text_ends_with(entry->d_name, ".deb"))
			r = deb_take(directory, entry->d_name, debs);
	if (stream)
		closedir(stream);
	if (r < 0)
		return out_of_memory(err);
	if (!debs->count)
		return error_set(err, ERROR_ENVIRONMENT, ENOENT,
				 "apt said it has downloaded the package, but left no file");
	return 0;
}

static int debs_remove(const struct kernel_debs *debs, struct error *err)
{
	for (size_t i = 0; i < debs->count; i++)
		if (unlink(debs->paths[i]) < 0)
			return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot remove '%s'",
					   debs->paths[i]);
	return 0;
}

/* SHA-256 of each file by its name, which begins with the package's. */
static int sums_make(const struct kernel_debs *debs, json_t **ret_sums, struct error *err)
{
	json_t *sums = json_object();

	for (size_t i = 0; i < debs->count; i++) {
		char sha256[65];
		int r = file_sha256(debs->paths[i], sha256, err);

		if (r < 0) {
			json_decref(sums);
			return r;
		}
		json_object_set_new(sums, strrchr(debs->paths[i], '/') + 1, json_string(sha256));
	}
	*ret_sums = sums;
	return 0;
}

static int record_write(const char *directory, const struct kernel_offer *offer,
			const struct kernel_debs *debs, const char *missing, struct error *err)
{
	CLEANUP_FREE char *path = file_path("%s/package.json", directory), *text = NULL;
	const char *package = offer->package, *prefix = "linux-image-";
	json_t *record, *sums;
	int r = sums_make(debs, &sums, err);

	if (r < 0)
		return r;
	record = json_pack("{s:s, s:s, s:s, s:b, s:b, s:o}", "package", package, "version",
			   offer->version, "release",
			   text_starts_with(package, prefix) ? package + strlen(prefix) : package,
			   OWN_SUITE, offer->origin == KERNEL_OF_OWN_SUITE, RELEASED_SUITE,
			   offer->origin == KERNEL_OF_RELEASED_SUITE, "sha256", sums);
	if (missing)
		json_object_set_new(record, "not_listed", json_string(missing));
	text = json_dumps(record, JSON_INDENT(2));
	json_decref(record);
	if (!path || !text)
		return out_of_memory(err);
	return file_write_atomically(path, text, strlen(text), err);
}

static bool is_empty(const char *directory)
{
	DIR *stream = opendir(directory);
	const struct dirent *entry;
	bool empty = true;

	while (stream && empty && (entry = readdir(stream)))
		empty = entry->d_name[0] == '.';
	if (stream)
		closedir(stream);
	return empty;
}

/* Only where the kernel is without something now: of 6.18 the image holds all. */
static void missing_say(const char *directory, const struct kernel_offer *offer,
			const char *missing, const struct kernel_notify *notify)
{
	CLEANUP_FREE char *config = file_path("%s/config", directory);
	CLEANUP_FREE char *modules = file_path("%s/modules", directory);
	CLEANUP(text_buffer_release) struct text_buffer without = { 0 };

	if (config && access(config, R_OK) < 0)
		text_buffer_add_word(&without, " and ", "no configuration");
	if (modules && is_empty(modules))
		text_buffer_add_word(&without, " and ", "no modules");
	if (without.length)
		notify_say(notify, "the archive's index does not list %s, so %s=%s has %s here",
			   missing, offer->name, offer->version, text_buffer_get(&without));
}

static int package_fill(const struct architecture *architecture, const char *directory,
			const struct kernel_offer *offer, const struct kernel_notify *notify,
			struct error *err)
{
	CLEANUP(debs_clear) struct kernel_debs debs = { 0 };
	CLEANUP_FREE char *missing = NULL;
	int r;

	notify_say(notify, "downloading %s %s", offer->package, offer->version);
	r = kernel_archive_download(architecture, offer, directory, notify, &missing, err);
	if (!r)
		r = debs_find(directory, &debs, err);
	if (!r)
		r = record_write(directory, offer, &debs, missing, err);
	if (r < 0)
		return r;
	notify_say(notify, "unpacking %s %s", offer->package, offer->version);
	r = kernel_unpack(architecture, &debs, directory, notify, err);
	if (!r && missing)
		missing_say(directory, offer, missing, notify);
	return r ? r : debs_remove(&debs, err);
}

static int package_make(const struct architecture *architecture, const char *kernels,
			const char *final, const struct kernel_offer *offer,
			const struct kernel_notify *notify, struct error *err)
{
	CLEANUP(fetch_directory_clear) struct fetch_directory work = FETCH_DIRECTORY_INIT;
	int r = fetch_directory_make(kernels, &work, err);

	if (!r)
		r = package_fill(architecture, work.path, offer, notify, err);
	return r ? r : fetch_directory_publish(&work, final, err);
}

int kernel_package_fetch_offer(const struct architecture *architecture,
			       const struct kernel_offer *offer, const struct kernel_notify *notify,
			       char **ret_directory, struct error *err)
{
	CLEANUP_FREE char *kernels = NULL, *final = NULL;
	CLEANUP_CLOSE int lock = -1;
	int r = kernels_directory(architecture, &kernels, err);

	if (r < 0)
		return r;
	final = file_path("%s/%s/%s", kernels, offer->name, offer->version);
	if (!final)
		return out_of_memory(err);
	lock = fetch_lock(kernels, offer->name, notify, err);
	if (lock < 0)
		return lock;
	if (access(final, F_OK) < 0)
		r = package_make(architecture, kernels, final, offer, notify, err);
	else
		notify_say(notify, "%s %s is there already", offer->name, offer->version);
	if (!r)
		*ret_directory = take_pointer(final);
	return r;
}

/* What the archive has of it; *ret_offer is the index's. */
static int offer_find(const struct architecture *architecture, const char *specification,
		      const struct kernel_notify *notify, struct kernel_index *ret_index,
		      const struct kernel_offer **ret_offer, struct error *err)
{
	CLEANUP(kernel_offers_clear) struct kernel_offers offers = { 0 };
	char *words[] = { (char *)specification };
	int r = kernel_offers_find(architecture, words, 1, notify, ret_index, &offers, err);

	if (!r)
		*ret_offer = offers.items[0];
	return r;
}

int kernel_package_check(const struct architecture *architecture, const char *specification,
			 const struct kernel_notify *notify, struct error *err)
{
	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };
	CLEANUP_FREE char *directory = NULL;
	const struct kernel_offer *offer;
	int r = kernel_package_find(architecture, specification, &directory, err);

	return r == -ENOENT ? offer_find(architecture, specification, notify, &index, &offer, err)
			    : r;
}

int kernel_package_fetch(const struct architecture *architecture, const char *specification,
			 const struct kernel_notify *notify, char **ret_directory,
			 struct error *err)
{
	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };
	const struct kernel_offer *offer;
	int r = offer_find(architecture, specification, notify, &index, &offer, err);

	return r ? r : kernel_package_fetch_offer(architecture, offer, notify, ret_directory, err);
}
