// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/kernel_package.h"
#include "target/apt.h"
#include "target/architecture.h"
#include "target/deb_version.h"
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

const struct kernel_series kernel_series[] = {
	{ "debian-6.12-cloud", "linux-image-6.12-cloud", "6.12, for cloud machines" },
	{ "debian-6.1-cloud", "linux-image-cloud", "6.1, for cloud machines" },
	{ "debian-6.12-rt", "linux-image-6.12-rt", "6.12, PREEMPT_RT" },
	{ "debian-6.1-rt", "linux-image-rt", "6.1, PREEMPT_RT" },
};
const size_t kernel_series_count = ARRAY_SIZE(kernel_series);

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

const struct kernel_series *kernel_series_find(const char *specification)
{
	size_t length = strcspn(specification, "=");

	for (size_t i = 0; i < kernel_series_count; i++)
		if (!strncmp(kernel_series[i].name, specification, length) &&
		    !kernel_series[i].name[length])
			return &kernel_series[i];
	return NULL;
}

/* The version in "NAME=VERSION", or NULL. */
static const char *version_of(const char *specification)
{
	const char *equals = strchr(specification, '=');

	return equals ? equals + 1 : NULL;
}

static int specification_check(const char *specification, const struct kernel_series **ret_series,
			       struct error *err)
{
	const struct kernel_series *series = kernel_series_find(specification);
	const char *version = version_of(specification);

	if (!series)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "there is no kernel '%s' to fetch: 'bpftax kernel list' shows the "
				 "known ones",
				 specification);
	/* It becomes the name of a directory. */
	if (version && (!*version || *version == '.' || strchr(version, '/')))
		return error_set(err, ERROR_USAGE, EINVAL, "'%s' is no version of a package",
				 version);
	*ret_series = series;
	return 0;
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

static int package_append(struct package_list *list, const struct kernel_series *series,
			  const char *parent, const char *version)
{
	struct kernel_package *larger =
	    reallocarray(list->packages, list->count + 1, sizeof(*larger));
	struct kernel_package *package;

	if (!larger)
		return -ENOMEM;
	list->packages = larger;
	package = &larger[list->count++];
	*package = (struct kernel_package){ .series = series,
					    .version = strdup(version),
					    .directory = file_path("%s/%s", parent, version) };
	if (!package->version || !package->directory)
		return -ENOMEM;
	package->size_bytes = tree_size(package->directory);
	return 0;
}

static int newest_first(const void *left, const void *right)
{
	return deb_version_compare(((const struct kernel_package *)right)->version,
				   ((const struct kernel_package *)left)->version);
}

static int series_list(const char *kernels, const struct kernel_series *series,
		       struct package_list *list)
{
	CLEANUP_FREE char *parent = file_path("%s/%s", kernels, series->name);
	DIR *directory = parent ? opendir(parent) : NULL;
	size_t first = list->count;
	struct dirent *entry;
	int r = parent ? 0 : -ENOMEM;

	if (!directory)
		return r;
	while (!r && (entry = readdir(directory)))
		if (entry->d_name[0] != '.')
			r = package_append(list, series, parent, entry->d_name);
	closedir(directory);
	if (list->count > first)
		qsort(list->packages + first, list->count - first, sizeof(*list->packages),
		      newest_first);
	return r;
}

/* Of one series, or of all when it is NULL. */
static int packages_collect(const struct kernel_series *only, struct package_list *list,
			    struct error *err)
{
	CLEANUP_FREE char *kernels = NULL;
	int r = kernels_directory(&kernels, err);

	if (r < 0)
		return r;
	for (size_t i = 0; i < kernel_series_count && !r; i++)
		if (!only || only == &kernel_series[i])
			r = series_list(kernels, &kernel_series[i], list);
	return r < 0 ? out_of_memory(err) : 0;
}

int kernel_package_list(struct kernel_package **ret_packages, size_t *ret_count, struct error *err)
{
	CLEANUP(package_list_clear) struct package_list list = { 0 };
	int r = packages_collect(NULL, &list, err);

	if (r < 0)
		return r;
	*ret_packages = take_pointer(list.packages);
	*ret_count = list.count;
	list.count = 0;
	return 0;
}

static bool version_matches(const struct kernel_package *package, const char *version)
{
	return !version || !strcmp(package->version, version);
}

int kernel_package_find(const char *specification, char **ret_directory, struct error *err)
{
	CLEANUP(package_list_clear) struct package_list list = { 0 };
	const struct kernel_series *series;
	int r = specification_check(specification, &series, err);

	if (!r)
		r = packages_collect(series, &list, err);
	if (r < 0)
		return r;
	for (size_t i = 0; i < list.count; i++)
		if (version_matches(&list.packages[i], version_of(specification))) {
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
	const struct kernel_series *series;
	size_t removed = 0;
	int r = specification_check(specification, &series, err);

	if (!r)
		r = packages_collect(series, &list, err);
	for (size_t i = 0; i < list.count && !r; i++) {
		if (!version_matches(&list.packages[i], version_of(specification)))
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

/* What apt has for this machine: the meta package's name ends in the architecture's. */
static int newest_find(const struct kernel_series *series, const char *version,
		       const struct kernel_notify *notify, char **ret_package, char **ret_version,
		       struct error *err)
{
	const struct architecture *architecture;
	CLEANUP_FREE char *meta = NULL;
	int r = architecture_host(&architecture, err);

	if (r < 0)
		return r;
	meta = file_path("%s-%s", series->package, architecture->debian);
	return meta ? apt_dependency(meta, version, notify, ret_package, ret_version, err)
		    : out_of_memory(err);
}

int kernel_package_fetch(const char *specification, const struct kernel_notify *notify,
			 char **ret_directory, struct error *err)
{
	CLEANUP_FREE char *kernels = NULL, *package = NULL, *version = NULL, *final = NULL;
	const struct kernel_series *series;
	int r = specification_check(specification, &series, err);

	if (!r)
		r = kernels_directory(&kernels, err);
	if (!r)
		r = newest_find(series, version_of(specification), notify, &package, &version, err);
	if (r < 0)
		return r;
	final = file_path("%s/%s/%s", kernels, series->name, version);
	if (!final)
		return out_of_memory(err);
	if (access(final, F_OK) < 0)
		r = package_make(kernels, final, package, version, notify, err);
	else
		notify_say(notify, "%s %s is there already", series->name, version);
	if (!r)
		*ret_directory = take_pointer(final);
	return r;
}
