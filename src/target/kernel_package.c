// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/kernel_package.h"
#include "target/deb_version.h"
#include "target/fetch_directory.h"
#include "target/kernel_name.h"
#include "target/kernel_record.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "common/user_directories.h"

#include <dirent.h>
#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

int kernel_packages_directory(const struct architecture *architecture, char **ret_path,
			      struct error *err)
{
	CLEANUP_FREE char *cache = NULL;
	char *path;
	int r = user_cache_directory(&cache, err);

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
	package->origin = kernel_record_origin(package->directory);
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
	int r = kernel_packages_directory(architecture, &kernels, err);

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
		if (version && strcmp(list->packages[i].version, version) != 0)
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
