// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Where the user's apt has Debian from, in both formats of sources, and which suites are read
 * beside the user's own.
 */
#include "target/apt_source.h"
#include "target/apt_suites.h"
#include "common/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* What `apt-get indextargets` said on Debian 12, and of a mirror of somebody else's. */
static const char targets[] =
    "http://deb.debian.org/debian/\tbookworm\tbookworm\tDebian\t/etc/apt/sources.list.d/"
    "debian.sources:1\tDebian\n"
    "http://deb.debian.org/debian/\tbookworm\tbookworm\tDebian\t/etc/apt/sources.list.d/"
    "debian.sources:1\tDebian\n"
    "http://deb.debian.org/debian/\tbookworm-updates\tbookworm-updates\tDebian\t/etc/apt/"
    "sources.list.d/debian.sources:1\tDebian\n"
    "http://deb.debian.org/debian-security/\tbookworm-security\tbookworm-security\tDebian-Security"
    "\t/etc/apt/sources.list.d/debian.sources:2\tDebian\n"
    "https://deb.nodesource.com/node_20.x/\tnodistro\tnodistro\t. nodistro\t/etc/apt/x:1\t"
    ". nodistro\n"
    "cdrom:[Debian]/\tbookworm\tbookworm\tDebian\t/etc/apt/sources.list:1\tDebian\n"
    "http://unread.example/debian/\tbookworm\t\t\t/etc/apt/sources.list:2\t\n";

static struct apt_sources sources_of(const char *text)
{
	struct apt_sources sources = { 0 };

	assert_int_equal(apt_sources_parse(text, &sources), 0);
	return sources;
}

static void debian_s_sources_each_once(void **state)
{
	CLEANUP(apt_sources_clear) struct apt_sources sources = sources_of(targets);

	(void)state;
	assert_int_equal(sources.count, 3);
	assert_string_equal(sources.items[1].release, "bookworm-updates");
	assert_string_equal(apt_sources_labelled(&sources, "Debian-Security")->entry,
			    "/etc/apt/sources.list.d/debian.sources:2");
	assert_null(apt_sources_labelled(&sources, "Ubuntu"));
}

static void no_sources_at_all(void **state)
{
	CLEANUP(apt_sources_clear) struct apt_sources sources = sources_of("");
	CLEANUP_FREE char *aliases = apt_suites_aliases(&sources);

	(void)state;
	assert_int_equal(sources.count, 0);
	assert_string_equal(aliases, "");
}

static void expect_options(const char *text, bool is_deb822, size_t number, const char *expected)
{
	CLEANUP_FREE char *options = apt_source_options(text, is_deb822, number);

	assert_string_equal(options, expected);
}

static void options_of_a_line(void **state)
{
	static const char list[] =
	    "# deb [trusted=yes] http://comment.example/ x main\n"
	    "deb [arch=amd64,arm64 signed-by=/usr/share/keyrings/d.gpg lang+=de  check-date=no ] "
	    "http://deb.example/debian bookworm main # [trusted=yes]\n"
	    "deb http://deb.example/debian trixie main\n"
	    "deb [trusted=yes] file:/srv/debian sid main";

	(void)state;
	expect_options(list, false, 2, "signed-by: /usr/share/keyrings/d.gpg\ncheck-date: no\n");
	expect_options(list, false, 3, "");
	expect_options(list, false, 4, "trusted: yes\n");
	expect_options(list, false, 5, "");
	expect_options("", false, 1, "");
	expect_options("deb [signed-by=/never/closed", false, 1, "signed-by: /never/closed\n");
}

static void options_of_a_stanza(void **state)
{
	static const char sources[] = "# only a comment\n"
				      "\n"
				      "# and one that is switched off\n"
				      "Types: deb\nURIs: http://deb.example/debian\n"
				      "Suites: bookworm\nEnabled: no\nTrusted: yes\n"
				      "\n   \n"
				      "Types: deb deb-src\n"
				      "URIs: http://deb.example/debian\n"
				      " http://other.example/debian\n"
				      "# inside\n"
				      "Suites: bookworm\nComponents: main\nArchitectures: amd64\n"
				      "X-Repolib-Name: Debian\n"
				      "Signed-By:\n"
				      " -----BEGIN PGP PUBLIC KEY BLOCK-----\n"
				      " .\n"
				      " mQINBF\n"
				      " -----END PGP PUBLIC KEY BLOCK-----\n"
				      "Check-Valid-Until: no";

	(void)state;
	expect_options(sources, true, 1, "Trusted: yes\n");
	expect_options(sources, true, 2,
		       "Signed-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mQINBF\n"
		       " -----END PGP PUBLIC KEY BLOCK-----\nCheck-Valid-Until: no\n");
	expect_options(sources, true, 3, "");
	expect_options(sources, true, 0, "");
}

static void learn(struct apt_suites *suites, const char *suite, const char *codename)
{
	char text[256];

	snprintf(text, sizeof(text),
		 "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nOrigin: Debian\nSuite: %s\n"
		 "Codename: %s\nDate: Sat, 21 Nov 2026 09:15:44 UTC\n",
		 suite, codename);
	assert_int_equal(apt_suites_learn(suites, text), 0);
}

static struct apt_suites suites_of_2026(void)
{
	struct apt_suites suites = { 0 };

	learn(&suites, "oldoldstable", "bullseye");
	learn(&suites, "oldstable", "bookworm");
	learn(&suites, "stable", "trixie");
	learn(&suites, "testing", "forky");
	learn(&suites, "unstable", "sid");
	learn(&suites, "experimental", "rc-buggy");
	learn(&suites, "stable-backports", "trixie-backports");
	return suites;
}

static void expect_line(const char *text, const char *line)
{
	if (!strstr(text, line))
		fail_msg("'%s' is not in: %s", line, text);
}

static void every_suite_by_its_codename(void **state)
{
	CLEANUP(apt_sources_clear) struct apt_sources sources = sources_of(targets);
	CLEANUP(apt_suites_clear) struct apt_suites suites = suites_of_2026();
	CLEANUP_FREE char *all = NULL, *released = NULL,
			  *own = apt_suites_sources(&sources, &suites, APT_SUITES_OWN);

	(void)state;
	free(sources.items[0].options);
	sources.items[0].options = strdup("Signed-By: /d.gpg\n");
	all = apt_suites_sources(&sources, &suites, APT_SUITES_ALL);
	expect_line(all, "URIs: http://deb.debian.org/debian/\n"
			 "Suites: bookworm bookworm-updates bullseye bullseye-updates "
			 "bullseye-backports bookworm-backports trixie trixie-updates "
			 "trixie-backports forky unstable experimental\n"
			 "Components: main\nTargets: Packages\nSigned-By: /d.gpg\n\n");
	expect_line(all, "URIs: http://deb.debian.org/debian-security/\n"
			 "Suites: bookworm-security bullseye-security trixie-security\n");
	released = apt_suites_sources(&sources, &suites, APT_SUITES_RELEASED);
	expect_line(released, "Suites: bookworm bookworm-updates bullseye bullseye-updates "
			      "bullseye-backports bookworm-backports trixie trixie-updates "
			      "trixie-backports\n");
	expect_line(released, "Suites: bookworm-security bullseye-security trixie-security\n");
	expect_line(own, "debian/\nSuites: bookworm bookworm-updates\n");
	expect_line(own, "debian-security/\nSuites: bookworm-security\n");
}

/* What the user calls stable or sid is not read twice. */
static void names_that_move(void **state)
{
	CLEANUP(apt_sources_clear)
	struct apt_sources sources = sources_of("http://m/\tstable\ttrixie\tDebian\tx:1\tDebian\n"
						"http://m/\tsid\tsid\tDebian\tx:2\tDebian\n");
	CLEANUP(apt_suites_clear) struct apt_suites suites = suites_of_2026();
	CLEANUP_FREE char *all = apt_suites_sources(&sources, &suites, APT_SUITES_ALL);

	(void)state;
	expect_line(all,
		    "Suites: trixie sid bullseye bullseye-updates bullseye-backports bookworm "
		    "bookworm-updates bookworm-backports trixie-updates trixie-backports forky "
		    "experimental\n");
	assert_null(strstr(all, "security"));
}

/* The archive did not answer: what is the user's own is read still. */
static void nothing_learnt(void **state)
{
	CLEANUP(apt_sources_clear) struct apt_sources sources = sources_of(targets);
	struct apt_suites none = { 0 };
	CLEANUP_FREE char *all = apt_suites_sources(&sources, &none, APT_SUITES_ALL);

	(void)state;
	assert_int_equal(apt_suites_learn(&none, ""), 0);
	assert_int_equal(apt_suites_learn(&none, "Suite: stable\n"), 0);
	expect_line(all, "debian/\nSuites: bookworm bookworm-updates\n");
}

static void aliases_are_asked_for_their_release_files_alone(void **state)
{
	CLEANUP(apt_sources_clear) struct apt_sources sources = sources_of(targets);
	CLEANUP_FREE char *text = apt_suites_aliases(&sources);

	(void)state;
	expect_line(text, "URIs: http://deb.debian.org/debian/\n"
			  "Suites: oldoldstable oldstable stable testing unstable experimental\n"
			  "Components: main\nTargets: none\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(debian_s_sources_each_once),
		cmocka_unit_test(no_sources_at_all),
		cmocka_unit_test(options_of_a_line),
		cmocka_unit_test(options_of_a_stanza),
		cmocka_unit_test(every_suite_by_its_codename),
		cmocka_unit_test(names_that_move),
		cmocka_unit_test(nothing_learnt),
		cmocka_unit_test(aliases_are_asked_for_their_release_files_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
