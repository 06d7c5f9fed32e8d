// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/kernel_fetch.h"
#include "target/fetch_directory.h"
#include "target/kernel_archive.h"
#include "target/kernel_offers.h"
#include "target/kernel_package.h"
#include "target/kernel_record.h"
#include "target/kernel_unpack.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "common/text.h"
#include "common/text_buffer.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
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
		r = kernel_record_write(directory, offer, &debs, missing, err);
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

int kernel_fetch_offer(const struct architecture *architecture, const struct kernel_offer *offer,
		       const struct kernel_notify *notify, char **ret_directory, struct error *err)
{
	CLEANUP_FREE char *kernels = NULL, *final = NULL;
	CLEANUP_CLOSE int lock = -1;
	int r = kernel_packages_directory(architecture, &kernels, err);

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

int kernel_fetch_check(const struct architecture *architecture, const char *specification,
		       const struct kernel_notify *notify, struct error *err)
{
	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };
	CLEANUP_FREE char *directory = NULL;
	const struct kernel_offer *offer;
	int r = kernel_package_find(architecture, specification, &directory, err);

	return r == -ENOENT ? offer_find(architecture, specification, notify, &index, &offer, err)
			    : r;
}

int kernel_fetch(const struct architecture *architecture, const char *specification,
		 const struct kernel_notify *notify, char **ret_directory, struct error *err)
{
	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };
	const struct kernel_offer *offer;
	int r = offer_find(architecture, specification, notify, &index, &offer, err);

	return r ? r : kernel_fetch_offer(architecture, offer, notify, ret_directory, err);
}
