// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/kernel_package.h"
#include "target/apt.h"
#include "target/architecture.h"
#include "target/deb_version.h"
#include "target/kernel_name.h"
#include "target/kernel_unpack.h"
#include "target/fetch_directory.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "common/process.h"
#include "common/sha256.h"

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

static int specification_check(const char *specification, struct kernel_name *ret_name,
			       struct error *err)
{
	if (!kernel_name_parse(specification, ret_name))
		return 0;
	if (kernel_name_is(specification))
		return error_set(err, ERROR_USAGE, EINVAL, "'%s' is no version of a package",
				 strchr(specification, '=') + 1);
	return error_set(err, ERROR_USAGE, EINVAL,
			 "'%s' is no name of a kernel to fetch: 'bpftax kernel list' shows some",
			 specification);
}

static int kernels_directory(char **ret_path, struct error *err)
{
	CLEANUP_FREE char *cache = NULL;
	char *path;
	int r = file_cache_directory(&cache, err);

	if (r < 0)
		return r;
	path = file_path("%s/kernels", cache);
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
	return 0;
}

static int newest_first(const void *left, const void *right)
{
	const struct kernel_package *a = left, *b = right;
	int order = deb_version_compare(b->name, a->name);

	return order || !a->version ? order : deb_version_compare(b->version, a->version);
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

/* Every directory that has the name of a kernel. */
static int names_collect(const char *kernels, struct package_list *list)
{
	DIR *directory = opendir(kernels);
	struct kernel_name name;
	struct dirent *entry;
	int r = 0;

	if (!directory)
		return 0;
	while (!r && (entry = readdir(directory)))
		if (!kernel_name_parse(entry->d_name, &name) && !name.version)
			r = versions_collect(kernels, name.name, list);
	closedir(directory);
	return r;
}

/* Of one name, or of all when it is NULL. */
static int packages_collect(const char *only, struct package_list *list, struct error *err)
{
	CLEANUP_FREE char *kernels = NULL;
	int r = kernels_directory(&kernels, err);

	if (r < 0)
		return r;
	r = only ? versions_collect(kernels, only, list) : names_collect(kernels, list);
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

int kernel_package_list(const struct kernel_index *index, struct kernel_package **ret_packages,
			size_t *ret_count, struct error *err)
{
	CLEANUP(package_list_clear) struct package_list list = { 0 };
	int r = packages_collect(NULL, &list, err);

	if (!r && index && offers_add(index, &list) < 0)
		r = out_of_memory(err);
	if (r < 0)
		return r;
	*ret_packages = take_pointer(list.packages);
	*ret_count = list.count;
	list.count = 0;
	return 0;
}

/* An earlier bpftax took what a meta package depended on, of whatever series that was. */
static bool is_meant(const struct kernel_package *package, const struct kernel_name *name)
{
	return kernel_version_is_of(package->version, name->series) &&
	       (!name->version || !strcmp(package->version, name->version));
}

int kernel_package_find(const char *specification, char **ret_directory, struct error *err)
{
	CLEANUP(package_list_clear) struct package_list list = { 0 };
	struct kernel_name name;
	int r = specification_check(specification, &name, err);

	if (!r)
		r = packages_collect(name.name, &list, err);
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

int kernel_package_remove(const char *specification, struct error *err)
{
	CLEANUP(package_list_clear) struct package_list list = { 0 };
	struct kernel_name name;
	size_t removed = 0;
	int r = specification_check(specification, &name, err);

	if (!r)
		r = packages_collect(name.name, &list, err);
	for (size_t i = 0; i < list.count && !r; i++) {
		if (name.version && strcmp(list.packages[i].version, name.version))
			continue;
		r = fetch_directory_discard(list.packages[i].directory, err);
		removed++;
	}
	if (!r && !removed)
		return error_set(err, ERROR_USAGE, ENOENT, "kernel '%s' is not in the cache",
				 specification);
	return r;
}

/* The one file that apt has put into the directory. */
static int deb_find(const char *directory, char **ret_path, struct error *err)
{
	DIR *stream = opendir(directory);
	const struct dirent *entry;
	char *path = NULL;

	while (stream && !path && (entry = readdir(stream)))
		if (strlen(entry->d_name) > 4 &&
		    !strcmp(entry->d_name + strlen(entry->d_name) - 4, ".deb"))
			path = file_path("%s/%s", directory, entry->d_name);
	if (stream)
		closedir(stream);
	if (!path)
		return error_set(err, ERROR_ENVIRONMENT, ENOENT,
				 "apt said it has downloaded the package, but left no file");
	*ret_path = path;
	return 0;
}

static int record_write(const char *directory, const char *package, const char *version,
			const char *deb, struct error *err)
{
	CLEANUP_FREE char *path = file_path("%s/package.json", directory), *text = NULL;
	const char *prefix = "linux-image-";
	json_t *record;
	char sha256[65];
	int r = file_sha256(deb, sha256, err);

	if (r < 0)
		return r;
	record =
	    json_pack("{s:s, s:s, s:s, s:s}", "package", package, "version", version, "release",
		      strncmp(package, prefix, strlen(prefix)) ? package : package + strlen(prefix),
		      "sha256", sha256);
	text = json_dumps(record, JSON_INDENT(2));
	json_decref(record);
	if (!path || !text)
		return out_of_memory(err);
	return file_write_atomically(path, text, strlen(text), err);
}

static int package_fill(const char *directory, const char *package, const char *version,
			const struct kernel_notify *notify, struct error *err)
{
	CLEANUP_FREE char *deb = NULL;
	int r;

	notify_say(notify, "downloading %s %s", package, version);
	r = apt_download(package, version, directory, notify, err);
	if (!r)
		r = deb_find(directory, &deb, err);
	if (!r)
		r = record_write(directory, package, version, deb, err);
	if (r < 0)
		return r;
	notify_say(notify, "unpacking %s %s", package, version);
	r = kernel_unpack(deb, directory, notify, err);
	if (!r && unlink(deb) < 0)
		r = error_errno(err, ERROR_ENVIRONMENT, errno, "cannot remove '%s'", deb);
	return r;
}

static int package_make(const char *kernels, const char *final, const char *package,
			const char *version, const struct kernel_notify *notify, struct error *err)
{
	CLEANUP(fetch_directory_clear) struct fetch_directory work = FETCH_DIRECTORY_INIT;
	int r = fetch_directory_make(kernels, &work, err);

	if (!r)
		r = package_fill(work.path, package, version, notify, err);
	return r ? r : fetch_directory_publish(&work, final, err);
}

/* Makes it where it is not there yet. */
static int version_fetch(const char *name, const char *package, const char *version,
			 const struct kernel_notify *notify, char **ret_directory,
			 struct error *err)
{
	CLEANUP_FREE char *kernels = NULL, *final = NULL;
	CLEANUP_CLOSE int lock = -1;
	int r = kernels_directory(&kernels, err);

	if (r < 0)
		return r;
	final = file_path("%s/%s/%s", kernels, name, version);
	if (!final)
		return out_of_memory(err);
	lock = fetch_lock(kernels, name, notify, err);
	if (lock < 0)
		return lock;
	if (access(final, F_OK) < 0)
		r = package_make(kernels, final, package, version, notify, err);
	else
		notify_say(notify, "%s %s is there already", name, version);
	if (!r)
		*ret_directory = take_pointer(final);
	return r;
}

/* What apt's sources have of it; *ret_offer is the index's. */
static int offer_find(const char *specification, const struct kernel_notify *notify,
		      struct kernel_index *index, struct kernel_name *ret_name,
		      const struct kernel_offer **ret_offer, struct error *err)
{
	const struct architecture *architecture;
	int r = specification_check(specification, ret_name, err);

	if (!r)
		r = architecture_host(&architecture, err);
	if (!r)
		r = kernel_index_read(architecture, notify, index, err);
	return r ? r : kernel_index_find(index, ret_name, ret_offer, err);
}

int kernel_package_check(const char *specification, const struct kernel_notify *notify,
			 struct error *err)
{
	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };
	CLEANUP_FREE char *directory = NULL;
	const struct kernel_offer *offer;
	struct kernel_name name;
	int r = kernel_package_find(specification, &directory, err);

	return r == -ENOENT ? offer_find(specification, notify, &index, &name, &offer, err) : r;
}

int kernel_package_fetch(const char *specification, const struct kernel_notify *notify,
			 char **ret_directory, struct error *err)
{
	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };
	const struct kernel_offer *offer;
	struct kernel_name name;
	int r = offer_find(specification, notify, &index, &name, &offer, err);

	return r ? r
		 : version_fetch(name.name, offer->package, offer->version, notify, ret_directory,
				 err);
}
