// SPDX-License-Identifier: GPL-2.0-or-later
/* What lies beside the image of a kernel, in the layouts that there are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/file.h"
#include "target/kernel_beside.h"

static char *root;

static int scratch_make(void **state)
{
	static char path[] = "/tmp/bpftax-beside-XXXXXX";

	(void)state;
	root = mkdtemp(path);
	return root ? 0 : -1;
}

static int scratch_remove(void **state)
{
	(void)state;
	return file_remove_tree(root);
}

static void directory_put(const char *name)
{
	CLEANUP_FREE char *path = file_path("%s/%s", root, name);

	assert_int_equal(file_make_directory(path, NULL), 0);
}

static void file_put(const char *name, const char *text)
{
	CLEANUP_FREE char *path = file_path("%s/%s", root, name);

	assert_int_equal(file_make_parents(path, NULL), 0);
	assert_int_equal(file_write_atomically(path, text, strlen(text), NULL), 0);
}

static void expect_modules(const char *image, const char *expected)
{
	CLEANUP_FREE char *path = file_path("%s/%s", root, image);
	CLEANUP_FREE char *directory = NULL;

	assert_int_equal(kernel_beside_modules(path, &directory, NULL), 0);
	if (!expected) {
		assert_null(directory);
		return;
	}
	assert_non_null(directory);
	assert_string_equal(directory + strlen(root) + 1, expected);
}

static void expect_config(const char *image, const char *expected)
{
	CLEANUP_FREE char *path = file_path("%s/%s", root, image);
	CLEANUP_FREE char *config = kernel_beside_config(path);

	if (expected)
		assert_string_equal(config, expected);
	else
		assert_null(config);
}

static void modules_in_a_directory_of_its_own(void **state)
{
	(void)state;
	directory_put("7.3/modules");
	expect_modules("7.3/vmlinuz", "7.3/modules");
	expect_modules("7.3/any-name", "7.3/modules");
	/* A file of that name is none. */
	file_put("5.10/modules", "");
	expect_modules("5.10/vmlinuz", NULL);
}

static void modules_as_a_system_has_them(void **state)
{
	(void)state;
	directory_put("boot");
	directory_put("lib/modules/6.1.0-1-amd64");
	directory_put("usr/lib/modules/6.12.0-amd64/kernel");
	expect_modules("boot/vmlinuz-6.1.0-1-amd64", "boot/../lib/modules/6.1.0-1-amd64");
	expect_modules("boot/vmlinuz-6.12.0-amd64", "boot/../usr/lib/modules/6.12.0-amd64");
	expect_modules("boot/vmlinuz-6.13.0-amd64", NULL);
	/* Since 7.2 the image itself stands there. */
	expect_modules("usr/lib/modules/6.12.0-amd64/vmlinuz", "usr/lib/modules/6.12.0-amd64/.");
	/* The directory kernel/ of a build tree holds sources. */
	expect_modules("usr/lib/modules/6.12.0-amd64/vmlinux", NULL);
}

static void a_config_of_the_same_version_comes_first(void **state)
{
	(void)state;
	file_put("boot/config-6.12.0", "versioned");
	file_put("boot/config", "beside");
	file_put("tree/.config", "of the tree");
	expect_config("boot/vmlinuz-6.12.0", "versioned");
	expect_config("boot/vmlinuz-6.13.0", "beside");
	expect_config("boot/vmlinuz", "beside");
	expect_config("tree/arch/x86/boot/bzImage", NULL); /* its directory is not there */
	directory_put("tree/arch/x86/boot");
	expect_config("tree/arch/x86/boot/bzImage", "of the tree");
	expect_config("tree/vmlinux", "of the tree");
	expect_config("nowhere/vmlinux", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(modules_in_a_directory_of_its_own),
		cmocka_unit_test(modules_as_a_system_has_them),
		cmocka_unit_test(a_config_of_the_same_version_comes_first),
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
