// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/kernel_offers.h"
#include "target/kernel_archive.h"
#include "target/kernel_name.h"
#include "common/cleanup.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

/*
 * The index has what a name means before the others of that name; and who asks for all does not ask
 * for release candidates.
 */
static bool is_meant(const struct kernel_index *index, const struct kernel_offer *offer)
{
	if (offer->candidate)
		return false;
	for (; offer > index->offers && !strcmp(offer[-1].name, offer->name); offer--)
		if (!offer[-1].candidate)
			return false;
	return true;
}

static int offer_append(struct kernel_offers *offers, const struct kernel_offer *offer)
{
	const struct kernel_offer **larger;

	for (size_t i = 0; i < offers->count; i++)
		if (offers->items[i] == offer)
			return 0;
	larger = reallocarray(offers->items, offers->count + 1, sizeof(*larger));
	if (!larger)
		return -ENOMEM;
	offers->items = larger;
	larger[offers->count++] = offer;
	return 0;
}

static int pattern_offered(const struct kernel_index *index, const char *pattern,
			   struct kernel_offers *offers, struct error *err)
{
	CLEANUP_FREE const struct kernel_offer **found = NULL;
	size_t count = 0, before = offers->count, matching = 0;
	int r = kernel_index_select(index, pattern, &found, &count);

	for (size_t i = 0; i < count && !r; i++)
		if (is_meant(index, found[i])) {
			r = offer_append(offers, found[i]);
			matching++;
		}
	if (r < 0) {
		offers->count = before;
		return out_of_memory(err);
	}
	if (!matching)
		return error_set(err, ERROR_ENVIRONMENT, ENOENT,
				 "the archive has no kernel that matches '%s': 'bpftax kernel list "
				 "--available' shows what it has",
				 pattern);
	return 0;
}

static int name_offered(const struct kernel_index *index, const char *word,
			struct kernel_offers *offers, struct error *err)
{
	const struct kernel_offer *offer = NULL;
	struct kernel_name name = { 0 };
	int r = kernel_name_check(word, &name, err);

	if (!r)
		r = kernel_index_find(index, &name, &offer, err);
	if (r < 0)
		return r;
	return offer_append(offers, offer) < 0 ? out_of_memory(err) : 0;
}

int kernel_offers_add(const struct kernel_index *index, const char *word,
		      struct kernel_offers *offers, struct error *err)
{
	return kernel_name_is_pattern(word) ? pattern_offered(index, word, offers, err)
					    : name_offered(index, word, offers, err);
}

void kernel_offers_clear(struct kernel_offers *offers)
{
	free(offers->items);
	*offers = (struct kernel_offers){ 0 };
}

/* What is the newest, or there at all, the user's own suites alone do not say. */
static bool needs_all(const char *word)
{
	struct kernel_name name;

	return kernel_name_is_pattern(word) || (!kernel_name_parse(word, &name) && name.newest);
}

static int all_offered(const struct kernel_index *index, char *const *words, size_t count,
		       struct kernel_offers *ret_offers, struct error *err)
{
	struct kernel_offers offers = { 0 };
	int r = 0;

	for (size_t i = 0; i < count && !r; i++)
		r = kernel_offers_add(index, words[i], &offers, err);
	if (r < 0)
		kernel_offers_clear(&offers);
	else
		*ret_offers = offers;
	return r;
}

static enum kernel_archive_scope scope_of(char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (needs_all(words[i]))
			return KERNEL_ARCHIVE_ALL;
	return KERNEL_ARCHIVE_OWN;
}

static int scope_find(const struct architecture *architecture, enum kernel_archive_scope scope,
		      char *const *words, size_t count, const struct kernel_notify *notify,
		      struct kernel_index *index, struct kernel_offers *ret_offers,
		      struct error *err)
{
	int r = kernel_archive_read(architecture, scope, notify, index, err);

	return r ? r : all_offered(index, words, count, ret_offers, err);
}

/* Where there is no archive to be read it stays with what the user's own suites said. */
static int others_find(const struct architecture *architecture, char *const *words, size_t count,
		       const struct kernel_notify *notify, struct kernel_index *index,
		       struct kernel_offers *ret_offers, struct error *err)
{
	struct error others = { 0 };
	bool none = !index->count;
	int r;

	kernel_index_clear(index);
	if (none)
		return -ENOENT;
	r = scope_find(architecture, KERNEL_ARCHIVE_ALL, words, count, notify, index, ret_offers,
		       &others);
	if (r < 0 && (r != -ENOENT || index->count) && err)
		*err = others;
	return r;
}

static int words_check(char *const *words, size_t count, struct error *err)
{
	struct kernel_name name;
	int r = 0;

	for (size_t i = 0; i < count && !r; i++)
		if (!kernel_name_is_pattern(words[i]))
			r = kernel_name_check(words[i], &name, err);
	return r;
}

int kernel_offers_find(const struct architecture *architecture, char *const *words, size_t count,
		       const struct kernel_notify *notify, struct kernel_index *ret_index,
		       struct kernel_offers *ret_offers, struct error *err)
{
	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };
	enum kernel_archive_scope scope = scope_of(words, count);
	int r = words_check(words, count, err);

	if (!r)
		r = scope_find(architecture, scope, words, count, notify, &index, ret_offers, err);
	if (r == -ENOENT && scope != KERNEL_ARCHIVE_ALL)
		r = others_find(architecture, words, count, notify, &index, ret_offers, err);
	if (r < 0)
		return r;
	*ret_index = index;
	index = (struct kernel_index){ 0 };
	return 0;
}
