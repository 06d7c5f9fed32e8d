// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What names of kernels mean, by what `apt-cache show 'linux-image-*-amd64'` said (of a part of the
 * packages) on Debian 12, on Debian 13, and with bullseye, backports, sid and experimental as
 * sources.
 */
#include "target/kernel_index.h"
#include "target/kernel_name.h"
#include "target/kernel_offers.h"
#include "common/cleanup.h"
#include "common/file.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void index_add(struct kernel_index *index, const char *suites, enum kernel_origin origin)
{
	CLEANUP_FREE char *path = file_path(DATA "/apt-cache-%s.txt", suites), *records = NULL;

	assert_int_equal(file_read(path, &records, NULL, NULL), 0);
	assert_int_equal(kernel_index_add(index, records, "amd64", origin), 0);
}

static struct kernel_index index_of(const char *suites)
{
	struct kernel_index index = { 0 };

	index_add(&index, suites, KERNEL_OF_OWN_SUITE);
	return index;
}

/* Bookworm's among the user's own sources, and the cloud kernels of the whole archive beside. */
static struct kernel_index index_of_bookworm_and_all(void)
{
	struct kernel_index index = index_of("bookworm");

	index_add(&index, "archive", KERNEL_OF_OTHER_SUITE);
	return index;
}

static const struct kernel_offer *find(const struct kernel_index *index, const char *specification,
				       struct error *err)
{
	const struct kernel_offer *offer = NULL;
	struct kernel_name name;

	assert_int_equal(kernel_name_parse(specification, &name), 0);
	if (!kernel_index_find(index, &name, &offer, err))
		return offer;
	assert_int_equal(err->kind, ERROR_ENVIRONMENT);
	return NULL;
}

static void expect(const char *suites, const char *specification, const char *package,
		   const char *version)
{
	CLEANUP(kernel_index_clear) struct kernel_index index = index_of(suites);
	struct error err = { 0 };
	const struct kernel_offer *offer = find(&index, specification, &err);

	if (!offer)
		fail_msg("%s: %s", specification, err.text);
	assert_string_equal(offer->package, package);
	assert_string_equal(offer->version, version);
}

static void expect_none(const char *suites, const char *specification, const char *const *words)
{
	CLEANUP(kernel_index_clear) struct kernel_index index = index_of(suites);
	struct error err = { 0 };

	assert_null(find(&index, specification, &err));
	for (; *words; words++)
		if (!strstr(err.text, *words))
			fail_msg("'%s' is not in: %s", *words, err.text);
}

static void what_a_name_says(void **state)
{
	struct kernel_name name;

	(void)state;
	assert_int_equal(kernel_name_parse("debian-6.12-cloud=6.12.117-1~deb12u1", &name), 0);
	assert_string_equal(name.name, "debian-6.12-cloud");
	assert_string_equal(name.series, "6.12");
	assert_string_equal(name.flavour, "cloud");
	assert_string_equal(name.version, "6.12.117-1~deb12u1");
	assert_int_equal(kernel_name_parse("debian-6.1", &name), 0);
	assert_string_equal(name.series, "6.1");
	assert_string_equal(name.flavour, "");
	assert_null(name.version);
}

static void what_is_no_name(void **state)
{
	static const char *const bad[] = {
		"",
		"debian",
		"debian-",
		"debian-6",
		"debian-6.",
		"debian-6.12-",
		"debian-6.12.1",
		"debian-6.12-cl/d",
		"debian-6.12-Cloud",
		"debian-6.12-2",
		"debian-x.y",
		"6.12-cloud",
		"debian-6.12-rt-x",
		"debian-6.12-cloud-with-a-name-that-is-far-too-long-for-it",
		"debian-66666666666666666.1",
		"debian-newest-",
		"debian-newer-cloud",
		"debian-newestcloud"
	};
	static const char *const bad_version[] = {
		"debian-6.12-cloud=", "debian-6.12-cloud=../../x", "debian-6.12-cloud=6/x",
		"debian-6.12-cloud=.x", "debian-newest-cloud=6.12.117-1"
	};
	struct kernel_name name;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		if (kernel_name_parse(bad[i], &name) != -EINVAL || kernel_name_is(bad[i]))
			fail_msg("'%s' is taken", bad[i]);
	}
	for (size_t i = 0; i < ARRAY_SIZE(bad_version); i++) {
		assert_int_equal(kernel_name_parse(bad_version[i], &name), -EINVAL);
		assert_true(kernel_name_is(bad_version[i]));
	}
}

static void versions_and_their_series(void **state)
{
	(void)state;
	assert_true(kernel_version_is_of("6.1.192-2", "6.1"));
	assert_true(kernel_version_is_of("6.12.117-1~deb12u1", "6.12"));
	assert_true(kernel_version_is_of("7.3~rc7-1~exp1", "7.3"));
	assert_true(kernel_version_is_of("7.3-1", "7.3"));
	assert_false(kernel_version_is_of("6.12.118-1", "6.1"));
	assert_false(kernel_version_is_of("6.1.192-2", "6.12"));
	assert_false(kernel_version_is_of("", "6.1"));
}

static void names_of_packages(void **state)
{
	static const char *const cases[][3] = {
		{ "linux-image-6.1.0-56-cloud-amd64", "6.1.192-2", "debian-6.1-cloud" },
		{ "linux-image-6.12.117+deb12-amd64", "6.12.117-1~deb12u1", "debian-6.12" },
		{ "linux-image-6.12.90+deb13.1-rt-amd64", "6.12.90-2", "debian-6.12-rt" },
		{ "linux-image-5.10.0-0.deb10.16-amd64", "5.10.127-2~bpo10+1", "debian-5.10" },
		{ "linux-image-7.3-rc7-cloud-amd64", "7.3~rc7-1~exp1", "debian-7.3-cloud" },
		{ "linux-image-7.3-cloud-amd64", "7.3~rc7-1~exp1", "debian-7.3-cloud" },
		{ "linux-image-cloud-amd64", "6.1.192-2", NULL },
		{ "linux-image-amd64", "6.1.192-2", NULL },
		{ "linux-image-6.1.0-56-cloud-amd64-dbg", "6.1.192-2", NULL },
		{ "linux-image-6.1.0-56-cloud-amd64-unsigned", "6.1.192-2", NULL },
		{ "linux-image-6.1.0-56-cloud-arm64", "6.1.192-2", NULL },
		{ "linux-headers-6.1.0-56-cloud-amd64", "6.1.192-2", NULL },
		{ "linux-image-6.1.0-56-cloud-amd64", "nonsense", NULL },
	};
	struct kernel_name name;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		int r = kernel_name_of_package(cases[i][0], cases[i][1], "amd64", &name);

		if (r != (cases[i][2] ? 0 : -EINVAL))
			fail_msg("%s: %d", cases[i][0], r);
		if (!r)
			assert_string_equal(name.name, cases[i][2]);
	}
}

static void on_bookworm(void **state)
{
	(void)state;
	expect("bookworm", "debian-6.1-cloud", "linux-image-6.1.0-56-cloud-amd64", "6.1.192-2");
	expect("bookworm", "debian-6.1-cloud=6.1.176-1", "linux-image-6.1.0-50-cloud-amd64",
	       "6.1.176-1");
	expect("bookworm", "debian-6.12-cloud", "linux-image-6.12.117+deb12-cloud-amd64",
	       "6.12.117-1~deb12u1");
	expect("bookworm", "debian-6.12-rt", "linux-image-6.12.117+deb12-rt-amd64",
	       "6.12.117-1~deb12u1");
	expect("bookworm", "debian-6.1", "linux-image-6.1.0-50-amd64", "6.1.176-1");
	expect_none("bookworm", "debian-6.12-cloud=6.12.1-1",
		    (const char *const[]){ "debian-6.12-cloud=6.12.1-1",
					   "6.12.117-1~deb12u1, 6.12.115", NULL });
}

/* There linux-image-cloud-amd64 is 6.12, and linux-image-6.12-cloud-amd64 is nothing. */
static void on_trixie(void **state)
{
	(void)state;
	expect("trixie", "debian-6.12-cloud", "linux-image-6.12.118+deb13-cloud-amd64",
	       "6.12.118-1");
	expect("trixie", "debian-6.12-cloud=6.12.90-2", "linux-image-6.12.90+deb13.1-cloud-amd64",
	       "6.12.90-2");
	expect("trixie", "debian-6.12-rt", "linux-image-6.12.118+deb13-rt-amd64", "6.12.118-1");
	expect_none("trixie", "debian-6.1-cloud",
		    (const char *const[]){ "no debian-6.1-cloud, but",
					   "debian-6.12-rt, debian-6.12-cloud, debian-6.12:",
					   "--kernel", "apt-get update", NULL });
}

static void with_many_suites(void **state)
{
	(void)state;
	expect("many-suites", "debian-7.3-cloud", "linux-image-7.3.4+deb13-cloud-amd64",
	       "7.3.4-1~bpo13+1");
	expect("many-suites", "debian-7.3-cloud=7.3~rc7-1~exp1", "linux-image-7.3-cloud-amd64",
	       "7.3~rc7-1~exp1");
	expect("many-suites", "debian-5.10", "linux-image-5.10.0-32-amd64", "5.10.223-1");
	/* Only meta packages of these stand there. */
	expect_none("many-suites", "debian-7.2-cloud", (const char *const[]){ "7.2-cloud", NULL });
	expect_none("many-suites", "debian-5.10-cloud",
		    (const char *const[]){ "5.10-cloud", NULL });
}

static void an_order_with_each_once(void **state)
{
	CLEANUP(kernel_index_clear) struct kernel_index index = index_of("bookworm");
	static const char *const names[] = { "debian-6.12-rt",	  "debian-6.12-cloud",
					     "debian-6.12-cloud", "debian-6.1-rt",
					     "debian-6.1-cloud",  "debian-6.1-cloud",
					     "debian-6.1" };

	(void)state;
	assert_int_equal(index.count, ARRAY_SIZE(names));
	for (size_t i = 0; i < index.count; i++)
		assert_string_equal(index.offers[i].name, names[i]);
}

static void what_cannot_be_downloaded_is_no_offer(void **state)
{
	/* As of a kernel that is installed here, and has left the archive. */
	static const char installed[] = "Package: linux-image-6.1.0-1-amd64\nVersion: 6.1.4-1\n"
					"Status: install ok installed\nDepends: kmod\n\n";
	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };
	struct error err = { 0 };

	(void)state;
	assert_int_equal(kernel_index_add(&index, installed, "amd64", KERNEL_OF_OWN_SUITE), 0);
	assert_int_equal(index.count, 0);
	assert_null(find(&index, "debian-6.1", &err));
	assert_non_null(strstr(err.text, "no kernel of Debian, so no debian-6.1: run 'apt-get"));
}

static void texts_that_are_no_records(void **state)
{
	static const char *const texts[] = { "",
					     "\n\n\n",
					     "Package: linux-image-6.1.0-1-amd64",
					     "Package: \nVersion: \nFilename: \n",
					     "Package: linux-image-6.1.0-1-amd64\nFilename: x\n",
					     "Version: 6.1.1-1\nFilename: x\n" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };

		assert_int_equal(kernel_index_add(&index, texts[i], "amd64", KERNEL_OF_OWN_SUITE),
				 0);
		assert_int_equal(index.count, 0);
	}
}

static void an_error_names_a_dozen(void **state)
{
	char records[4096] = "";
	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };
	struct error err = { 0 };

	(void)state;
	for (int i = 1; i <= 20; i++) {
		char record[128];

		snprintf(record, sizeof(record),
			 "Package: linux-image-6.%d.1-amd64\nVersion: 6.%d.1-1\nFilename: x\n\n", i,
			 i);
		strcat(records, record);
	}
	assert_int_equal(kernel_index_add(&index, records, "amd64", KERNEL_OF_OWN_SUITE), 0);
	assert_int_equal(index.count, 20);
	assert_null(find(&index, "debian-5.10", &err));
	assert_non_null(strstr(err.text, "debian-6.20, debian-6.19,"));
	assert_non_null(strstr(err.text, "debian-6.9, ...:"));
}

static void expect_offer(const struct kernel_index *index, const char *specification,
			 const char *version, bool own)
{
	struct error err = { 0 };
	const struct kernel_offer *offer = find(index, specification, &err);

	if (!offer)
		fail_msg("%s: %s", specification, err.text);
	assert_string_equal(offer->version, version);
	assert_int_equal(offer->origin == KERNEL_OF_OWN_SUITE, own);
}

static void own_suites_win_where_a_series_stands_in_several(void **state)
{
	CLEANUP(kernel_index_clear) struct kernel_index index = index_of_bookworm_and_all();

	(void)state;
	expect_offer(&index, "debian-6.12-cloud", "6.12.117-1~deb12u1", true);
	expect_offer(&index, "debian-6.1-cloud", "6.1.192-2", true);
	expect_offer(&index, "debian-6.12-cloud=6.12.118-1", "6.12.118-1", false);
	expect_offer(&index, "debian-6.17-cloud", "6.17.13-1~bpo13+1", false);
	expect_offer(&index, "debian-7.3-cloud", "7.3.4-1~bpo13+1", false);
	expect_offer(&index, "debian-7.3-cloud=7.3~rc7-1~exp1", "7.3~rc7-1~exp1", false);
}

/* 7.4's first candidate would be newer than all. */
static const char candidate[] = "Package: linux-image-7.4-rc1-cloud-amd64\n"
				"Version: 7.4~rc1-1~exp1\nFilename: x\n\n";

static void the_newest_is_no_release_candidate(void **state)
{
	CLEANUP(kernel_index_clear) struct kernel_index index = index_of_bookworm_and_all();
	struct error err = { 0 };

	(void)state;
	assert_int_equal(kernel_index_add(&index, candidate, "amd64", KERNEL_OF_OWN_SUITE), 0);
	expect_offer(&index, "debian-newest-cloud", "7.3.4-1~bpo13+1", false);
	expect_offer(&index, "debian-newest-rt", "6.12.117-1~deb12u1", true);
	assert_null(find(&index, "debian-newest-odd", &err));
	assert_non_null(strstr(err.text, "no debian-newest-odd, but"));
}

static void what_a_split_kernel_is_made_of(void **state)
{
	static const char V[] = "7.3.4+deb13-cloud-amd64";
	CLEANUP(kernel_index_clear) struct kernel_index index = index_of("archive");
	CLEANUP_FREE char *parts =
	    file_path("linux-base-%s linux-binary-%s linux-modules-%s", V, V, V);
	struct error err = { 0 };

	(void)state;
	assert_string_equal(find(&index, "debian-7.3-cloud", &err)->parts, parts);
	assert_string_equal(find(&index, "debian-6.18-cloud", &err)->parts,
			    "linux-base-6.18.15+deb13-cloud-amd64");
	assert_string_equal(find(&index, "debian-6.12-cloud", &err)->parts, "");
	assert_string_equal(find(&index, "debian-5.10-cloud", &err)->parts, "");
}

/* Depending on another version, or by another relation, is no part of this kernel. */
static void what_is_no_part(void **state)
{
	static const char record[] =
	    "Package: linux-image-9.1-cloud-amd64\nVersion: 9.1-1\nFilename: x\nDepends: kmod, "
	    "linux-base (>= 9.1-1), linux-other-9.1 (= 9.1-10), linux-binary-9.1 (= 9.1-1), "
	    "dracut (= 9.1-1)\n\n";
	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };
	struct error err = { 0 };

	(void)state;
	assert_int_equal(kernel_index_add(&index, record, "amd64", KERNEL_OF_OWN_SUITE), 0);
	assert_string_equal(find(&index, "debian-9.1-cloud", &err)->parts, "linux-binary-9.1");
}

/* The archive stopped listing a part of what 6.19 depends on. */
static void which_parts_the_archive_lists(void **state)
{
	CLEANUP_FREE char *records = NULL;

	(void)state;
	assert_int_equal(file_read(DATA "/apt-cache-parts.txt", &records, NULL, NULL), 0);
	assert_true(kernel_records_have(records, "linux-binary-6.19.14+deb13-cloud-amd64",
					"6.19.14-1~bpo13+1"));
	assert_false(kernel_records_have(records, "linux-modules-6.19.14+deb13-cloud-amd64",
					 "6.19.14-1~bpo13+1"));
	assert_true(kernel_records_have(records, "linux-modules-7.3.4+deb13-cloud-amd64",
					"7.3.4-1~bpo13+1"));
	assert_false(
	    kernel_records_have(records, "linux-modules-7.3.4+deb13-cloud-amd64", "7.3.4-1"));
}

static void expect_pattern(const struct kernel_index *index, const char *pattern,
			   const char *const *versions)
{
	CLEANUP(kernel_offers_clear) struct kernel_offers offers = { 0 };
	struct error err = { 0 };
	size_t i = 0;

	if (kernel_offers_add(index, pattern, &offers, &err) < 0)
		fail_msg("%s: %s", pattern, err.text);
	for (; versions[i] && i < offers.count; i++)
		assert_string_equal(offers.items[i]->version, versions[i]);
	assert_null(versions[i]);
	assert_int_equal(i, offers.count);
}

/* 7.2.13 of unstable is newer than what the backports of a release have, and built otherwise. */
static void released_suites_come_before_unstable(void **state)
{
	static const char backports[] = "Package: linux-image-7.2.12+deb13-cloud-amd64\n"
					"Version: 7.2.12-1~bpo13+1\n"
					"Filename: pool/main/l/linux/image.deb\n\n";
	CLEANUP(kernel_index_clear) struct kernel_index index = index_of("bookworm");

	(void)state;
	assert_int_equal(kernel_index_add(&index, backports, "amd64", KERNEL_OF_RELEASED_SUITE), 0);
	index_add(&index, "archive", KERNEL_OF_OTHER_SUITE);
	expect_offer(&index, "debian-7.2-cloud", "7.2.12-1~bpo13+1", false);
	expect_offer(&index, "debian-7.2-cloud=7.2.13-1", "7.2.13-1", false);
	expect_offer(&index, "debian-6.12-cloud", "6.12.117-1~deb12u1", true);
}

/* One of each series, that which the name means, the oldest first. */
static void patterns_in_the_archive(void **state)
{
	CLEANUP(kernel_index_clear) struct kernel_index index = index_of_bookworm_and_all();
	CLEANUP(kernel_offers_clear) struct kernel_offers offers = { 0 };
	struct error err = { 0 };

	(void)state;
	expect_pattern(&index, "debian-*-cloud",
		       (const char *const[]){ "5.10.223-1", "6.1.192-2", "6.12.117-1~deb12u1",
					      "6.16.12-1~bpo13+1", "6.17.13-1~bpo13+1",
					      "6.18.15-1~bpo13+1", "6.19.14-1~bpo13+1",
					      "7.0.13-1~bpo13+1", "7.1.13-1~bpo13+1", "7.2.13-1",
					      "7.3.4-1~bpo13+1", NULL });
	expect_pattern(&index, "debian-6.1?-rt",
		       (const char *const[]){ "6.12.117-1~deb12u1", NULL });
	assert_int_equal(kernel_index_add(&index, candidate, "amd64", KERNEL_OF_OWN_SUITE), 0);
	expect_pattern(&index, "debian-7.[34]-cloud",
		       (const char *const[]){ "7.3.4-1~bpo13+1", NULL });
	assert_int_equal(kernel_offers_add(&index, "debian-8.*", &offers, &err), -ENOENT);
	assert_int_equal(err.kind, ERROR_ENVIRONMENT);
	assert_non_null(strstr(err.text, "no kernel that matches 'debian-8.*'"));
}

/* All versions, for who looks for the step between two of them. */
static void all_packages_of_a_series_in_order(void **state)
{
	static const char *const versions[] = { "6.12.115-2~deb12u1", "6.12.117-1~deb12u1",
						"6.12.117-1", "6.12.118-1" };
	CLEANUP(kernel_index_clear) struct kernel_index index = index_of_bookworm_and_all();
	CLEANUP_FREE const struct kernel_offer **offers = NULL;
	size_t count = 0;

	(void)state;
	assert_int_equal(kernel_index_select(&index, "debian-6.12-cloud", &offers, &count), 0);
	assert_int_equal(count, ARRAY_SIZE(versions));
	for (size_t i = 0; i < count; i++)
		assert_string_equal(offers[i]->version, versions[i]);
	free(take_pointer(offers));
	assert_int_equal(kernel_index_select(&index, "debian-7.3-cloud", &offers, &count), 0);
	assert_int_equal(count, 2);
	assert_true(offers[0]->candidate);
	assert_false(offers[1]->candidate);
}

static void what_is_a_pattern(void **state)
{
	(void)state;
	assert_true(kernel_name_is_pattern("debian-*-cloud"));
	assert_true(kernel_name_is_pattern("debian-6.1[2-8]"));
	assert_false(kernel_name_is_pattern("debian-6.12-cloud"));
	assert_false(kernel_name_is_pattern("/boot/vmlinuz-*"));
	assert_true(kernel_name_matches("debian-*-cloud", "debian-7.3-cloud"));
	assert_false(kernel_name_matches("debian-*-cloud", "debian-7.3"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_name_says),
		cmocka_unit_test(what_is_no_name),
		cmocka_unit_test(versions_and_their_series),
		cmocka_unit_test(names_of_packages),
		cmocka_unit_test(on_bookworm),
		cmocka_unit_test(on_trixie),
		cmocka_unit_test(with_many_suites),
		cmocka_unit_test(an_order_with_each_once),
		cmocka_unit_test(what_cannot_be_downloaded_is_no_offer),
		cmocka_unit_test(texts_that_are_no_records),
		cmocka_unit_test(an_error_names_a_dozen),
		cmocka_unit_test(own_suites_win_where_a_series_stands_in_several),
		cmocka_unit_test(the_newest_is_no_release_candidate),
		cmocka_unit_test(what_a_split_kernel_is_made_of),
		cmocka_unit_test(what_is_no_part),
		cmocka_unit_test(which_parts_the_archive_lists),
		cmocka_unit_test(released_suites_come_before_unstable),
		cmocka_unit_test(patterns_in_the_archive),
		cmocka_unit_test(all_packages_of_a_series_in_order),
		cmocka_unit_test(what_is_a_pattern),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
