// SPDX-License-Identifier: GPL-2.0-or-later
/* What has been fetched: found, listed, removed, by name and by pattern. */
#include "target/architecture.h"
#include "target/kernel_choice.h"
#include "target/kernel_package.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "scratch.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static const struct architecture *architecture(void)
{
	return architecture_find("x86_64");
}

static void fetched(const char *cache, const char *name, const char *version)
{
	CLEANUP_FREE char *path =
	    file_path("%s/bpftax/kernels/%s/%s/vmlinux", cache, name, version);

	assert_int_equal(file_make_parents(path, NULL), 0);
	assert_int_equal(file_write_atomically(path, "12345", 5, NULL), 0);
}

static void expect_found(const char *specification, const char *version)
{
	CLEANUP_FREE char *directory = NULL;

	assert_int_equal(kernel_package_find(architecture(), specification, &directory, NULL), 0);
	assert_string_equal(strrchr(directory, '/') + 1, version);
}

static void the_newest_package_is_found(void **state)
{
	struct error err = { 0 };
	char *none = NULL;

	assert_int_equal(kernel_package_find(architecture(), "debian-6.1-rt", &none, &err),
			 -ENOENT);
	fetched(*state, "debian-6.1-rt", "6.1.99-1");
	fetched(*state, "debian-6.1-rt", "6.1.100-1");
	fetched(*state, "debian-6.1-rt", "6.1.100-1~deb12u1");
	fetched(*state, "debian-6.1-cloud", "6.1.200-1");
	expect_found("debian-6.1-rt", "6.1.100-1");
	expect_found("debian-6.1-rt=6.1.99-1", "6.1.99-1");
	assert_int_equal(kernel_package_find(architecture(), "debian-6.1-rt=6.1.98-1", &none, &err),
			 -ENOENT);
	assert_int_equal(kernel_package_find(architecture(), "debian-6", &none, &err), -EINVAL);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_int_equal(kernel_package_find(architecture(), "debian-6.1-rt=../../x", &none, &err),
			 -EINVAL);
	assert_null(none);
}

/* As a bpftax left it that took what Debian 13's linux-image-cloud-amd64 depends on. */
static void another_series_is_not_found(void **state)
{
	char *none = NULL;

	fetched(*state, "debian-6.1-cloud", "6.12.118-1");
	assert_int_equal(kernel_package_find(architecture(), "debian-6.1-cloud", &none, NULL),
			 -ENOENT);
	assert_int_equal(
	    kernel_package_find(architecture(), "debian-6.1-cloud=6.12.118-1", &none, NULL),
	    -ENOENT);
	assert_null(none);
	fetched(*state, "debian-6.1-cloud", "6.1.192-2");
	expect_found("debian-6.1-cloud", "6.1.192-2");
}

static void what_can_be_fetched_is_listed_beside(void **state)
{
	static struct kernel_offer offers[] = { { .name = (char *)"debian-6.12-cloud" },
						{ .name = (char *)"debian-6.12-cloud" },
						{ .name = (char *)"debian-6.1-rt" } };
	const struct kernel_index index = { offers, ARRAY_SIZE(offers) };
	struct kernel_package *packages = NULL;
	size_t count = 0;

	fetched(*state, "debian-6.1-rt", "6.1.99-1");
	fetched(*state, "debian-5.10", "5.10.223-1");
	fetched(*state, "no-kernel", "1");
	assert_int_equal(kernel_package_list(architecture(), &index, &packages, &count, NULL), 0);
	assert_int_equal(count, 3);
	assert_string_equal(packages[0].name, "debian-6.12-cloud");
	assert_null(packages[0].version);
	assert_string_equal(packages[1].name, "debian-6.1-rt");
	assert_string_equal(packages[1].version, "6.1.99-1");
	assert_string_equal(packages[2].name, "debian-5.10");
	kernel_packages_free(packages, count);
}

static void packages_are_listed_and_removed(void **state)
{
	struct kernel_package *packages = NULL;
	size_t count = 0;

	fetched(*state, "debian-6.1-rt", "6.1.99-1");
	fetched(*state, "debian-6.1-rt", "6.1.100-1");
	assert_int_equal(kernel_package_list(architecture(), NULL, &packages, &count, NULL), 0);
	assert_int_equal(count, 2);
	assert_string_equal(packages[0].version, "6.1.100-1");
	assert_int_equal(packages[0].size_bytes, 5);
	kernel_packages_free(packages, count);
	assert_int_equal(kernel_package_remove(architecture(), "debian-6.1-rt=6.1.100-1", NULL), 0);
	expect_found("debian-6.1-rt", "6.1.99-1");
	assert_int_equal(kernel_package_remove(architecture(), "debian-6.1-rt", NULL), 0);
	assert_int_equal(kernel_package_remove(architecture(), "debian-6.1-rt", NULL), -ENOENT);
}

static void expect_choices(const char *word, const char *const *names)
{
	CLEANUP(kernel_choices_clear) struct kernel_choices choices = { 0 };
	size_t i = 0;

	assert_int_equal(kernel_choices_fetched(architecture(), word, &choices, NULL), 0);
	for (; names[i] && i < choices.count; i++)
		assert_string_equal(choices.items[i], names[i]);
	assert_null(names[i]);
	assert_int_equal(choices.count, i);
}

/* The newest of each series, the oldest series first; never another name than those that match. */
static void a_pattern_is_what_has_been_fetched(void **state)
{
	CLEANUP(kernel_choices_clear) struct kernel_choices none = { 0 };
	struct error err = { 0 };

	assert_int_equal(kernel_choices_fetched(architecture(), "debian-*-cloud", &none, &err),
			 -ENOENT);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_non_null(strstr(err.text, "kernel fetch 'debian-*-cloud'"));
	fetched(*state, "debian-6.12-cloud", "6.12.117-1~deb12u1");
	fetched(*state, "debian-6.12-cloud", "6.12.118-1");
	fetched(*state, "debian-6.12", "6.12.118-1");
	fetched(*state, "debian-6.1-cloud", "6.12.118-1"); /* as an earlier bpftax left it */
	fetched(*state, "debian-5.10-cloud", "5.10.223-1");
	fetched(*state, "debian-7.3-cloud", "7.3~rc7-1~exp1");
	fetched(*state, "debian-7.3-cloud", "7.3.4-1~bpo13+1");
	expect_choices("debian-*-cloud",
		       (const char *const[]){ "debian-5.10-cloud=5.10.223-1",
					      "debian-6.12-cloud=6.12.118-1",
					      "debian-7.3-cloud=7.3.4-1~bpo13+1", NULL });
	expect_choices("debian-6.1-cloud", (const char *const[]){ "debian-6.1-cloud", NULL });
	expect_choices("/boot/vmlinuz-*", (const char *const[]){ "/boot/vmlinuz-*", NULL });
}

static void the_newest_fetched_of_a_flavour(void **state)
{
	fetched(*state, "debian-6.12-cloud", "6.12.118-1");
	fetched(*state, "debian-7.3-cloud", "7.3.4-1~bpo13+1");
	fetched(*state, "debian-7.4-cloud", "7.4~rc1-1~exp1");
	fetched(*state, "debian-8.0-rt", "8.0.1-1");
	expect_found("debian-newest-cloud", "7.3.4-1~bpo13+1");
}

static void fetched_of_another_suite(const char *cache, const char *name, const char *version)
{
	static const char record[] = "{\"own_suite\": false}";
	CLEANUP_FREE char *path =
	    file_path("%s/bpftax/kernels/%s/%s/package.json", cache, name, version);

	fetched(cache, name, version);
	assert_int_equal(file_write_atomically(path, record, strlen(record), NULL), 0);
}

/* What bisect or NAME=VERSION has fetched is not what others measure from then on. */
static void a_name_stays_the_own_suite_s(void **state)
{
	fetched_of_another_suite(*state, "debian-6.12-cloud", "6.12.118-1");
	expect_found("debian-6.12-cloud", "6.12.118-1"); /* there is no other */
	fetched(*state, "debian-6.12-cloud", "6.12.100-1~deb12u1");
	fetched(*state, "debian-6.12-cloud", "6.12.117-1~deb12u1");
	expect_found("debian-6.12-cloud", "6.12.117-1~deb12u1");
	expect_found("debian-6.12-cloud=6.12.118-1", "6.12.118-1");
	expect_choices("debian-*-cloud",
		       (const char *const[]){ "debian-6.12-cloud=6.12.117-1~deb12u1", NULL });
}

static void names_are_removed_by_pattern(void **state)
{
	struct kernel_package *packages = NULL;
	size_t count = 0;

	fetched(*state, "debian-6.12-cloud", "6.12.118-1");
	fetched(*state, "debian-6.12-rt", "6.12.118-1");
	fetched(*state, "debian-7.3-cloud", "7.3.4-1~bpo13+1");
	assert_int_equal(kernel_package_remove(architecture(), "debian-*-cloud", NULL), 0);
	assert_int_equal(kernel_package_list(architecture(), NULL, &packages, &count, NULL), 0);
	assert_int_equal(count, 1);
	assert_string_equal(packages[0].name, "debian-6.12-rt");
	kernel_packages_free(packages, count);
	assert_int_equal(kernel_package_remove(architecture(), "debian-*-cloud", NULL), -ENOENT);
}

/* Another's kernels lie beside, under its name, and are nobody else's. */
static void the_cache_is_by_architecture(void **state)
{
	static const struct architecture other = { .name = "other64" };
	CLEANUP_FREE char *path =
	    file_path("%s/bpftax/kernels/other64/debian-6.12-cloud/6.12.118-1", (char *)*state);
	CLEANUP_FREE char *directory = NULL;

	assert_int_equal(file_make_directory(path, NULL), 0);
	assert_int_equal(kernel_package_find(&other, "debian-6.12-cloud", &directory, NULL), 0);
	assert_string_equal(directory, path);
	free(take_pointer(directory));
	assert_int_equal(kernel_package_find(architecture(), "debian-6.12-cloud", &directory, NULL),
			 -ENOENT);
	assert_int_equal(kernel_package_remove(&other, "debian-6.12-cloud", NULL), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCRATCH_TEST(the_newest_package_is_found),
		SCRATCH_TEST(another_series_is_not_found),
		SCRATCH_TEST(what_can_be_fetched_is_listed_beside),
		SCRATCH_TEST(packages_are_listed_and_removed),
		SCRATCH_TEST(a_pattern_is_what_has_been_fetched),
		SCRATCH_TEST(the_newest_fetched_of_a_flavour),
		SCRATCH_TEST(a_name_stays_the_own_suite_s),
		SCRATCH_TEST(names_are_removed_by_pattern),
		SCRATCH_TEST(the_cache_is_by_architecture),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
