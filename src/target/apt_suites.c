// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/apt_suites.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "common/text.h"
#include "common/text_buffer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/*
 * `moves`: its codename is another with each release.  `released`: it has updates, backports and
 * security updates beside it.
 */
static const struct {
	const char *name;
	bool moves, released;
} aliases[APT_SUITES_ALIASES] = {
	{ "oldoldstable", true, true }, { "oldstable", true, true },
	{ "stable", true, true },	{ "testing", true, false },
	{ "unstable", false, false },	{ "experimental", false, false },
};

void apt_suites_clear(struct apt_suites *suites)
{
	for (size_t i = 0; i < APT_SUITES_ALIASES; i++)
		free(suites->codenames[i]);
	*suites = (struct apt_suites){ 0 };
}

char *apt_suites_aliases(const struct apt_sources *sources)
{
	const struct apt_source *archive = apt_sources_labelled(sources, "Debian");
	char *names[APT_SUITES_ALIASES];

	if (!archive)
		return strdup("");
	for (size_t i = 0; i < APT_SUITES_ALIASES; i++)
		names[i] = (char *)aliases[i].name;
	return apt_source_stanza(archive, names, APT_SUITES_ALIASES, "none");
}

int apt_suites_learn(struct apt_suites *suites, const char *release_file)
{
	CLEANUP_FREE char *suite = apt_release_field(release_file, "Suite");
	CLEANUP_FREE char *codename = apt_release_field(release_file, "Codename");

	for (size_t i = 0; i < APT_SUITES_ALIASES && suite && codename; i++)
		if (!strcmp(aliases[i].name, suite) && !suites->codenames[i]) {
			suites->codenames[i] = strdup(codename);
			return suites->codenames[i] ? 0 : -ENOMEM;
		}
	return 0;
}

struct words {
	char **words;
	size_t count;
	bool failed;
};

static void words_clear(struct words *list)
{
	text_words_free(list->words, list->count);
}

static bool words_have(const struct words *list, const char *word)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->words[i], word))
			return true;
	return false;
}

/* Takes the word, which may be NULL (no memory) or there already. */
static void words_take(struct words *list, char *word)
{
	char **larger = word ? reallocarray(list->words, list->count + 1, sizeof(*larger)) : NULL;

	if (larger)
		list->words = larger;
	if (larger && !words_have(list, word)) {
		list->words[list->count++] = word;
		return;
	}
	list->failed = list->failed || !larger;
	free(word);
}

/* What the user calls by a name that moves is read by its codename. */
static const char *name_to_read(const struct apt_source *source)
{
	for (size_t i = 0; i < APT_SUITES_ALIASES; i++)
		if (aliases[i].moves && text_starts_with(source->release, aliases[i].name) &&
		    *source->codename)
			return source->codename;
	return source->release;
}

static void own_add(const struct apt_sources *sources, const char *uri, struct words *list)
{
	for (size_t i = 0; i < sources->count; i++)
		if (!strcmp(sources->items[i].uri, uri))
			words_take(list, strdup(name_to_read(&sources->items[i])));
}

/* "sid" of the user's is our "unstable". */
static bool is_own(const struct apt_sources *sources, const char *uri, const char *codename)
{
	for (size_t i = 0; i < sources->count; i++)
		if (!strcmp(sources->items[i].uri, uri) &&
		    !strcmp(sources->items[i].codename, codename))
			return true;
	return false;
}

static void archive_add(const struct apt_sources *sources, const struct apt_suites *suites,
			const char *uri, enum apt_suites_scope scope, struct words *list)
{
	for (size_t i = 0; i < APT_SUITES_ALIASES; i++) {
		const char *codename = suites->codenames[i];

		if (!codename || (scope < APT_SUITES_ALL && !aliases[i].released))
			continue;
		if (!is_own(sources, uri, codename))
			words_take(list, strdup(aliases[i].moves ? codename : aliases[i].name));
		if (!aliases[i].released)
			continue;
		words_take(list, file_path("%s-updates", codename));
		words_take(list, file_path("%s-backports", codename));
	}
}

static void security_add(const struct apt_suites *suites, struct words *list)
{
	for (size_t i = 0; i < APT_SUITES_ALIASES; i++)
		if (suites->codenames[i] && aliases[i].released)
			words_take(list, file_path("%s-security", suites->codenames[i]));
}

static bool is_of(const struct apt_sources *sources, const char *label, const char *uri)
{
	const struct apt_source *source = apt_sources_labelled(sources, label);

	return source && !strcmp(source->uri, uri);
}

/* All that is read from the place of source `index`, once for each place. */
static int place_add(const struct apt_sources *sources, size_t index,
		     const struct apt_suites *suites, enum apt_suites_scope scope,
		     struct text_buffer *text)
{
	CLEANUP(words_clear) struct words list = { 0 };
	CLEANUP_FREE char *stanza = NULL;
	const char *uri = sources->items[index].uri;

	for (size_t i = 0; i < index; i++)
		if (!strcmp(sources->items[i].uri, uri))
			return 0;
	own_add(sources, uri, &list);
	if (scope > APT_SUITES_OWN && is_of(sources, "Debian", uri))
		archive_add(sources, suites, uri, scope, &list);
	if (scope > APT_SUITES_OWN && is_of(sources, "Debian-Security", uri))
		security_add(suites, &list);
	stanza = apt_source_stanza(&sources->items[index], list.words, list.count, "Packages");
	text_buffer_add(text, "%s", stanza ? stanza : "");
	return list.failed || !stanza ? -ENOMEM : 0;
}

char *apt_suites_sources(const struct apt_sources *sources, const struct apt_suites *suites,
			 enum apt_suites_scope scope)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };
	int r = 0;

	for (size_t i = 0; i < sources->count && !r; i++)
		r = place_add(sources, i, suites, scope, &text);
	return r < 0 ? NULL : text_buffer_take(&text);
}
