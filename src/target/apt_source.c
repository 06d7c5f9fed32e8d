// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/apt_source.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/text_buffer.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { URI, RELEASE, CODENAME, LABEL, ENTRY, ORIGIN, FIELDS };

const char *const apt_source_fields[] = {
	[URI] = "REPO_URI", [RELEASE] = "RELEASE",    [CODENAME] = "CODENAME",
	[LABEL] = "LABEL",  [ENTRY] = "SOURCESENTRY", [ORIGIN] = "ORIGIN",
};
const size_t apt_source_fields_count = ARRAY_SIZE(apt_source_fields);

static void source_clear(struct apt_source *source)
{
	free(source->uri);
	free(source->release);
	free(source->codename);
	free(source->label);
	free(source->entry);
	free(source->options);
	*source = (struct apt_source){ 0 };
}

void apt_sources_clear(struct apt_sources *sources)
{
	for (size_t i = 0; i < sources->count; i++)
		source_clear(&sources->items[i]);
	free(sources->items);
	*sources = (struct apt_sources){ 0 };
}

/* An entry has several indexes: one for each architecture and component. */
static bool is_there(const struct apt_sources *sources, const char *uri, const char *release)
{
	for (size_t i = 0; i < sources->count; i++)
		if (!strcmp(sources->items[i].uri, uri) &&
		    !strcmp(sources->items[i].release, release))
			return true;
	return false;
}

/* Room for another; NULL without memory. */
static struct apt_source *source_add(struct apt_sources *sources)
{
	struct apt_source *larger =
	    reallocarray(sources->items, sources->count + 1, sizeof(*larger));

	if (!larger)
		return NULL;
	sources->items = larger;
	larger += sources->count++;
	*larger = (struct apt_source){ 0 };
	return larger;
}

static int source_fill(struct apt_source *source, char **words)
{
	source->uri = strdup(words[URI]);
	source->release = strdup(words[RELEASE]);
	source->codename = strdup(words[CODENAME]);
	source->label = strdup(words[LABEL]);
	source->entry = strdup(words[ENTRY]);
	source->options = strdup("");
	return source->uri && source->release && source->codename && source->label &&
		       source->entry && source->options
		   ? 0
		   : -ENOMEM;
}

/* The archive's backports call themselves "Debian Backports". */
static int line_parse(const char *line, struct apt_sources *sources)
{
	struct apt_source *source;
	char **words = NULL;
	size_t count = 0;
	int r = text_split(line, '\t', &words, &count);

	if (!r && count == FIELDS && text_starts_with(words[ORIGIN], "Debian") &&
	    !text_starts_with(words[URI], "cdrom:") &&
	    !is_there(sources, words[URI], words[RELEASE])) {
		source = source_add(sources);
		r = source ? source_fill(source, words) : -ENOMEM;
	}
	text_words_free(words, count);
	return r;
}

int apt_sources_parse(const char *text, struct apt_sources *ret_sources)
{
	CLEANUP(apt_sources_clear) struct apt_sources sources = { 0 };
	char **lines = NULL;
	size_t count = 0;
	int r = text_split(text, '\n', &lines, &count);

	for (size_t i = 0; i < count && !r; i++)
		r = line_parse(lines[i], &sources);
	text_words_free(lines, count);
	if (r < 0)
		return r;
	*ret_sources = sources;
	sources = (struct apt_sources){ 0 };
	return 0;
}

const struct apt_source *apt_sources_labelled(const struct apt_sources *sources, const char *label)
{
	for (size_t i = 0; i < sources->count; i++)
		if (!strcmp(sources->items[i].label, label))
			return &sources->items[i];
	return NULL;
}

/* What is fetched, of which machine: that is ours to say.  In both formats' words. */
static bool is_ours(const char *key, size_t length)
{
	static const char *const starts[] = { "types", "uris", "suites", "components", "enabled",
					      "arch",  "lang", "target", "x-" };

	for (size_t i = 0; i < ARRAY_SIZE(starts); i++)
		if (length >= strlen(starts[i]) && !strncasecmp(key, starts[i], strlen(starts[i])))
			return true;
	return false;
}

/* The beginning of the text's line `number`, from 1; NULL when it has not so many. */
static const char *line_find(const char *text, size_t number)
{
	while (text && --number) {
		text = strchr(text, '\n');
		text = text ? text + 1 : NULL;
	}
	return text;
}

/* "deb [signed-by=/x.gpg arch=amd64] URI SUITE ...": a field of each word in the brackets. */
static char *line_options(const char *text, size_t number)
{
	CLEANUP(text_buffer_release) struct text_buffer options = { 0 };
	const char *line = line_find(text, number);
	const char *word = line ? line + strcspn(line, "[\n") : "";
	const char *end = word + strcspn(word, "]\n");

	word += *word == '[';
	while (word < end) {
		size_t length = strcspn(word, " \t]\n"), key = strcspn(word, "=]\n");

		if (key < length && !is_ours(word, key))
			text_buffer_add(&options, "%.*s: %.*s\n", (int)key, word,
					(int)(length - key - 1), word + key + 1);
		word += length + strspn(word + length, " \t");
	}
	if (text_buffer_error(&options) < 0)
		return NULL;
	return strdup(text_buffer_get(&options));
}

static bool is_blank(const char *line)
{
	line += strspn(line, " \t\r");
	return !*line || *line == '\n';
}

/* The first line of a stanza; such as has nothing but comments is none. */
static const char *stanza_find(const char *text, size_t number)
{
	bool inside = false;

	for (const char *line = text; line && *line; line = line_find(line, 2)) {
		bool blank = is_blank(line), begins = !blank && *line != '#' && !inside;

		inside = blank ? false : inside || begins;
		if (begins && !--number)
			return line;
	}
	return NULL;
}

static char *stanza_options(const char *text, size_t number)
{
	CLEANUP(text_buffer_release) struct text_buffer options = { 0 };
	bool taken = false;

	for (const char *line = stanza_find(text, number); line && !is_blank(line);
	     line = line_find(line, 2)) {
		if (*line == '#')
			continue;
		if (!isspace((unsigned char)*line))
			taken = !is_ours(line, strcspn(line, ":\n"));
		if (taken)
			text_buffer_add(&options, "%.*s\n", (int)strcspn(line, "\r\n"), line);
	}
	if (text_buffer_error(&options) < 0)
		return NULL;
	return strdup(text_buffer_get(&options));
}

char *apt_source_options(const char *text, bool is_deb822, size_t number)
{
	if (!number)
		return strdup("");
	return is_deb822 ? stanza_options(text, number) : line_options(text, number);
}

char *apt_source_stanza(const struct apt_source *source, char *const *releases, size_t count,
			const char *targets)
{
	CLEANUP(text_buffer_release) struct text_buffer stanza = { 0 };

	text_buffer_add(&stanza, "Types: deb\nURIs: %s\nSuites:", source->uri);
	for (size_t i = 0; i < count; i++)
		text_buffer_add(&stanza, " %s", releases[i]);
	text_buffer_add(&stanza, "\nComponents: main\nTargets: %s\n%s\n", targets, source->options);
	return text_buffer_take(&stanza);
}

char *apt_release_field(const char *text, const char *key)
{
	size_t length = strlen(key);

	for (const char *line = text; line && *line; line = line_find(line, 2))
		if (!strncmp(line, key, length) && !strncmp(line + length, ": ", 2))
			return strndup(line + length + 2, strcspn(line + length + 2, "\r\n"));
	return NULL;
}
