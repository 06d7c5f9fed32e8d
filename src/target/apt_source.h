/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_APT_SOURCE_H
#define BPFTAX_APT_SOURCE_H

/*
 * Where the user's apt has Debian from, and the same places written down as sources for a state of
 * apt that is ours.  Text in, text out; apt_state.h runs apt and keeps the files.
 *
 *	CLEANUP(apt_sources_clear) struct apt_sources sources = { 0 };
 *
 *	r = apt_sources_parse(text_of_apt_targets, &sources);
 *	for (i < sources.count)
 *		apt_source_options(text of the file that sources.items[i].entry names, ...);
 *
 * What an address is, and how it is reached and trusted, comes from the user's entry alone.
 */

#include <stdbool.h>
#include <stddef.h>

/* The fields that apt_targets() is to be asked for, in this order. */
extern const char *const apt_source_fields[];
extern const size_t apt_source_fields_count;

struct apt_source {
	char *uri;	/* of the repository */
	char *release;	/* as the entry has it: "stable", "bookworm-updates" */
	char *codename; /* as the archive says it: "bookworm-updates"; "" when it does not */
	char *label;	/* "Debian", "Debian-Security" */
	char *entry;	/* "FILE:NUMBER": of its line, or of its stanza in a .sources */
	char *options;	/* deb822 lines of the entry that say how it is trusted; "" for none */
};

struct apt_sources {
	struct apt_source *items;
	size_t count;
};

/* Those whose origin is Debian, each release of an address once.  -ENOMEM, or 0. */
int apt_sources_parse(const char *text, struct apt_sources *ret_sources);
void apt_sources_clear(struct apt_sources *sources);

/* The first with this label, or NULL. */
const struct apt_source *apt_sources_labelled(const struct apt_sources *sources, const char *label);

/*
 * Which lines of a file stand for entry `number`, as lines of deb822 that can be put behind others:
 * all but what is fetched and for which machine ("Signed-By: ...", "Trusted: ...").  `is_deb822`:
 * the file is a .sources, and number counts stanzas.  The caller frees; NULL without memory, ""
 * when there are none.
 */
char *apt_source_options(const char *text, bool is_deb822, size_t number);

/*
 * A stanza for some releases of the place of `source` (its uri and options), of which apt is to
 * read these targets: "Packages", or a word that is none for the Release files alone.  The caller
 * frees.
 */
char *apt_source_stanza(const struct apt_source *source, char *const *releases, size_t count,
			const char *targets);

/*
 * The value of a field ("Codename") of a Release file; what a signature needs around it does not
 * matter.  The caller frees; NULL when it has none, or without memory.
 */
char *apt_release_field(const char *text, const char *key);

#endif
