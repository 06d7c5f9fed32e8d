/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_APT_SUITES_H
#define BPFTAX_APT_SUITES_H

/*
 * Which suites Debian's archive has, without a list that ages: some names pass from release to
 * release, and what they are today the archive's Release files say.
 *
 *	text = apt_suites_aliases(&sources);		    sources for apt: only Release files
 *	... apt reads them; for each: apt_suites_learn(&suites, text_of_it) ...
 *	text = apt_suites_sources(&sources, &suites, APT_SUITES_ALL); sources for apt: every suite
 */

#include <stdbool.h>
#include "target/apt_source.h"

#define APT_SUITES_ALIASES 6

enum apt_suites_scope {
	APT_SUITES_OWN,	     /* those among the user's sources */
	APT_SUITES_RELEASED, /* and of every other release, its -updates, -backports, -security */
	APT_SUITES_ALL,	     /* and testing, unstable, experimental */
};

/* The codename of each alias today ("bookworm"), or NULL where the archive has none. */
struct apt_suites {
	char *codenames[APT_SUITES_ALIASES];
};

void apt_suites_clear(struct apt_suites *suites);

/*
 * A .sources for the Release files of the aliases alone.  The caller frees; NULL without memory, ""
 * when no archive is among the sources.
 */
char *apt_suites_aliases(const struct apt_sources *sources);

/* Takes what one Release file says; others than of an alias are passed over.  -ENOMEM, or 0. */
int apt_suites_learn(struct apt_suites *suites, const char *release_file);

/*
 * A .sources for the suites of a scope.  The caller frees; NULL without memory.
 */
char *apt_suites_sources(const struct apt_sources *sources, const struct apt_suites *suites,
			 enum apt_suites_scope scope);

#endif
