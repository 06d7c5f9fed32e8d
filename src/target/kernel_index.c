// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/kernel_index.h"
#include "target/apt.h"
#include "target/deb_version.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "common/text.h"
#include "common/text_buffer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of what there is, an error names so many at most. */
#define NAMED_MOST 12

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

static void offer_clear(struct kernel_offer *offer)
{
	free(offer->name);
	free(offer->package);
	free(offer->version);
	*offer = (struct kernel_offer){ 0 };
}

void kernel_index_clear(struct kernel_index *index)
{
	for (size_t i = 0; i < index->count; i++)
		offer_clear(&index->offers[i]);
	free(index->offers);
	*index = (struct kernel_index){ 0 };
}

/* The value of "KEY: VALUE" in a record that ends in a blank line; NULL when it has none. */
static char *field_copy(const char *record, const char *key)
{
	const char *line = record;
	size_t length = strlen(key);

	while (*line && *line != '\n') {
		size_t line_length = strcspn(line, "\n");

		if (line_length > length + 2 && !strncmp(line, key, length) &&
		    !strncmp(line + length, ": ", 2))
			return strndup(line + length + 2, line_length - length - 2);
		line += line_length + (line[line_length] == '\n');
	}
	return NULL;
}

/*
 * A meta package depends on the image that is now the newest of some series; and what is installed
 * here but in no source has no file to be downloaded.
 */
static bool is_offer(const char *record)
{
	CLEANUP_FREE char *depends = field_copy(record, "Depends");
	CLEANUP_FREE char *file = field_copy(record, "Filename");

	return file && (!depends || !strstr(depends, "linux-image-"));
}

static bool is_there(const struct kernel_index *index, const struct kernel_offer *offer)
{
	for (size_t i = 0; i < index->count; i++)
		if (!strcmp(index->offers[i].package, offer->package) &&
		    !strcmp(index->offers[i].version, offer->version))
			return true;
	return false;
}

static int offer_append(struct kernel_index *index, struct kernel_offer *offer)
{
	struct kernel_offer *larger;

	if (is_there(index, offer))
		return 0;
	larger = reallocarray(index->offers, index->count + 1, sizeof(*larger));
	if (!larger)
		return -ENOMEM;
	index->offers = larger;
	larger[index->count++] = *offer;
	*offer = (struct kernel_offer){ 0 };
	return 0;
}

/* Passes over what is no kernel for this architecture. */
static int record_parse(const char *record, const char *debian_architecture,
			struct kernel_index *index)
{
	CLEANUP(offer_clear)
	struct kernel_offer offer = {
		.package = field_copy(record, "Package"),
		.version = field_copy(record, "Version"),
	};
	struct kernel_name name;

	if (!offer.package || !offer.version || !is_offer(record) ||
	    kernel_name_of_package(offer.package, offer.version, debian_architecture, &name) < 0)
		return 0;
	offer.name = strdup(name.name);
	return offer.name ? offer_append(index, &offer) : -ENOMEM;
}

static int by_name_newest_first(const void *left, const void *right)
{
	const struct kernel_offer *a = left, *b = right;
	int order = deb_version_compare(b->name, a->name);

	return order ? order : deb_version_compare(b->version, a->version);
}

int kernel_index_parse(const char *records, const char *debian_architecture,
		       struct kernel_index *ret_index)
{
	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };
	int r = 0;

	while (records && !r) {
		r = record_parse(records, debian_architecture, &index);
		records = strstr(records, "\n\n");
		records = records ? records + strspn(records, "\n") : NULL;
	}
	if (r < 0)
		return r;
	if (index.count)
		qsort(index.offers, index.count, sizeof(*index.offers), by_name_newest_first);
	*ret_index = index;
	index = (struct kernel_index){ 0 };
	return 0;
}

int kernel_index_read(const struct architecture *architecture, const struct kernel_notify *notify,
		      struct kernel_index *ret_index, struct error *err)
{
	CLEANUP_FREE char *packages = file_path("linux-image-*-%s", architecture->debian);
	CLEANUP_FREE char *records = NULL;
	int r = packages ? apt_records(packages, notify, &records, err) : out_of_memory(err);

	if (r < 0)
		return r;
	r = kernel_index_parse(records, architecture->debian, ret_index);
	return r < 0 ? out_of_memory(err) : 0;
}

/* The names, or the versions of one name; each once. */
static void others_list(const struct kernel_index *index, const char *of_name,
			struct text_buffer *text)
{
	const char *last = "";
	size_t named = 0;

	for (size_t i = 0; i < index->count; i++) {
		const struct kernel_offer *offer = &index->offers[i];
		const char *word = of_name ? offer->version : offer->name;

		if ((of_name && strcmp(offer->name, of_name)) || !strcmp(word, last))
			continue;
		last = word;
		if (named++ == NAMED_MOST)
			text_buffer_add_word(text, ", ", "...");
		if (named <= NAMED_MOST)
			text_buffer_add_word(text, ", ", word);
	}
}

static bool has_name(const struct kernel_index *index, const char *name)
{
	for (size_t i = 0; i < index->count; i++)
		if (!strcmp(index->offers[i].name, name))
			return true;
	return false;
}

static int not_offered(const struct kernel_index *index, const struct kernel_name *name,
		       struct error *err)
{
	CLEANUP(text_buffer_release) struct text_buffer others = { 0 };
	bool version = name->version && has_name(index, name->name);

	others_list(index, version ? name->name : NULL, &others);
	if (!index->count)
		return error_set(err, ERROR_ENVIRONMENT, ENOENT,
				 "apt's sources here have no kernel of Debian, so no %s: run "
				 "'apt-get update', or give --kernel the path of a kernel",
				 name->name);
	return error_set(err, ERROR_ENVIRONMENT, ENOENT,
			 "apt's sources here have no %s%s%s, but %s: take one of these, or give "
			 "--kernel the path of a kernel ('apt-get update', and this release's "
			 "security updates among the sources, may bring more)",
			 name->name, version ? "=" : "", version ? name->version : "",
			 text_buffer_get(&others));
}

int kernel_index_find(const struct kernel_index *index, const struct kernel_name *name,
		      const struct kernel_offer **ret_offer, struct error *err)
{
	for (size_t i = 0; i < index->count; i++) {
		const struct kernel_offer *offer = &index->offers[i];

		if (strcmp(offer->name, name->name) ||
		    (name->version && strcmp(offer->version, name->version)))
			continue;
		*ret_offer = offer;
		return 0;
	}
	return not_offered(index, name, err);
}
