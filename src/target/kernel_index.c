// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/kernel_index.h"
#include "target/deb_version.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/text_buffer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of what there is, an error names so many at most. */
#define NAMED_MOST 12

static void offer_clear(struct kernel_offer *offer)
{
	free(offer->name);
	free(offer->package);
	free(offer->version);
	free(offer->parts);
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

static const char *record_next(const char *record)
{
	record = strstr(record, "\n\n");
	return record ? record + strspn(record, "\n") : NULL;
}

bool kernel_records_have(const char *records, const char *package, const char *version)
{
	for (const char *record = records; record; record = record_next(record)) {
		CLEANUP_FREE char *name = field_copy(record, "Package");
		CLEANUP_FREE char *of = field_copy(record, "Version");
		CLEANUP_FREE char *file = field_copy(record, "Filename");

		if (name && of && file && !strcmp(name, package) && !strcmp(of, version))
			return true;
	}
	return false;
}

/* The end of one of a Depends field's clauses, which commas part. */
static const char *clause_end(const char *clause)
{
	return clause + strcspn(clause, ",");
}

/* Whether the clause is "linux-WORD (= VERSION)"; ret_length is that of the package's name. */
static bool is_part(const char *clause, const char *version, size_t *ret_length)
{
	static const char start[] = "linux-", equals[] = " (= ";
	size_t length = strcspn(clause, " ,"), version_length = strlen(version);
	const char *rest = clause + length;

	*ret_length = length;
	return text_starts_with(clause, start) && text_starts_with(rest, equals) &&
	       text_starts_with(rest + strlen(equals), version) &&
	       rest[strlen(equals) + version_length] == ')';
}

/* What else of this version the image depends on; "" when nothing. */
static char *parts_of(const char *record, const char *version)
{
	CLEANUP_FREE char *depends = field_copy(record, "Depends");
	CLEANUP(text_buffer_release) struct text_buffer parts = { 0 };
	const char *clause = depends ? depends : "";

	while (*clause) {
		size_t length;

		clause += strspn(clause, ", ");
		if (is_part(clause, version, &length)) {
			CLEANUP_FREE char *part = strndup(clause, length);

			text_buffer_add_word(&parts, " ", part ? part : "");
		}
		clause = clause_end(clause);
	}
	return strdup(text_buffer_get(&parts));
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
			enum kernel_origin origin, struct kernel_index *index)
{
	CLEANUP(offer_clear)
	struct kernel_offer offer = {
		.package = field_copy(record, "Package"),
		.version = field_copy(record, "Version"),
		.origin = origin,
	};
	struct kernel_name name;

	if (!offer.package || !offer.version || !is_offer(record) ||
	    kernel_name_of_package(offer.package, offer.version, debian_architecture, &name) < 0)
		return 0;
	offer.name = strdup(name.name);
	offer.parts = parts_of(record, offer.version);
	offer.candidate = kernel_version_is_candidate(offer.version);
	return offer.name && offer.parts ? offer_append(index, &offer) : -ENOMEM;
}

static int by_name_newest_first(const void *left, const void *right)
{
	const struct kernel_offer *a = left, *b = right;
	int order = deb_version_compare(b->name, a->name);

	if (order || a->origin != b->origin)
		return order ? order : (int)a->origin - (int)b->origin;
	return deb_version_compare(b->version, a->version);
}

int kernel_index_add(struct kernel_index *index, const char *records,
		     const char *debian_architecture, enum kernel_origin origin)
{
	int r = 0;

	while (records && !r) {
		r = record_parse(records, debian_architecture, origin, index);
		records = record_next(records);
	}
	if (index->count)
		qsort(index->offers, index->count, sizeof(*index->offers), by_name_newest_first);
	return r;
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

		if ((of_name && strcmp(offer->name, of_name) != 0) || !strcmp(word, last))
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

/* Whether the whole archive was asked, and not the user's own suites alone. */
static bool has_others(const struct kernel_index *index)
{
	for (size_t i = 0; i < index->count; i++)
		if (index->offers[i].origin != KERNEL_OF_OWN_SUITE)
			return true;
	return false;
}

static int none_of_many(const struct kernel_index *index, const struct kernel_name *name,
			struct error *err)
{
	CLEANUP(text_buffer_release) struct text_buffer others = { 0 };
	bool version = name->version && has_name(index, name->name), all = has_others(index);

	others_list(index, version ? name->name : NULL, &others);
	return error_set(err, ERROR_ENVIRONMENT, ENOENT,
			 "%s no %s%s%s, but %s: take one of these, or give --kernel the path of a "
			 "kernel%s",
			 all ? "Debian's archive has" : "apt's sources here have", name->name,
			 version ? "=" : "", version ? name->version : "", text_buffer_get(&others),
			 all ? ""
			     : " ('apt-get update', and this release's security updates among the "
			       "sources, may bring more)");
}

static int not_offered(const struct kernel_index *index, const struct kernel_name *name,
		       struct error *err)
{
	if (index->count)
		return none_of_many(index, name, err);
	return error_set(err, ERROR_ENVIRONMENT, ENOENT,
			 "apt's sources here have no kernel of Debian, so no %s: run 'apt-get "
			 "update', or give --kernel the path of a kernel",
			 name->name);
}

/* Of whatever series: the newest version that has been released, whoever's suite it is in. */
static const struct kernel_offer *newest_of_flavour(const struct kernel_index *index,
						    const struct kernel_name *name)
{
	const struct kernel_offer *newest = NULL;

	for (size_t i = 0; i < index->count; i++) {
		const struct kernel_offer *offer = &index->offers[i];
		struct kernel_name parts;

		if (offer->candidate || kernel_name_parse(offer->name, &parts) < 0 ||
		    strcmp(parts.flavour, name->flavour) != 0)
			continue;
		if (!newest || deb_version_compare(offer->version, newest->version) > 0)
			newest = offer;
	}
	return newest;
}

/* The order of the index has the one that is meant first. */
static const struct kernel_offer *first_of_name(const struct kernel_index *index,
						const struct kernel_name *name)
{
	for (size_t i = 0; i < index->count; i++) {
		const struct kernel_offer *offer = &index->offers[i];

		if (!strcmp(offer->name, name->name) &&
		    (!name->version || !strcmp(offer->version, name->version)))
			return offer;
	}
	return NULL;
}

int kernel_index_find(const struct kernel_index *index, const struct kernel_name *name,
		      const struct kernel_offer **ret_offer, struct error *err)
{
	const struct kernel_offer *offer =
	    name->newest ? newest_of_flavour(index, name) : first_of_name(index, name);

	if (!offer)
		return not_offered(index, name, err);
	*ret_offer = offer;
	return 0;
}

static int oldest_first(const void *left, const void *right)
{
	const struct kernel_offer *a = *(const struct kernel_offer *const *)left;
	const struct kernel_offer *b = *(const struct kernel_offer *const *)right;
	int order = deb_version_compare(a->version, b->version);

	return order ? order : strcmp(a->name, b->name);
}

int kernel_index_select(const struct kernel_index *index, const char *pattern,
			const struct kernel_offer ***ret_offers, size_t *ret_count)
{
	const struct kernel_offer **offers = calloc(index->count + 1, sizeof(*offers));
	size_t count = 0;

	if (!offers)
		return -ENOMEM;
	for (size_t i = 0; i < index->count; i++)
		if (kernel_name_matches(pattern, index->offers[i].name))
			offers[count++] = &index->offers[i];
	qsort(offers, count, sizeof(*offers), oldest_first);
	*ret_offers = offers;
	*ret_count = count;
	return 0;
}
