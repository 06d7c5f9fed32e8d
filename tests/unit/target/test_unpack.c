// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What is taken out of a kernel's packages, by where each age of Debian's kernels has its files.
 */
#include "target/kernel_unpack.h"
#include "fixtures.h"
#include "scratch.h"
#include "common/cleanup.h"
#include "common/file.h"

#include <archive.h>
#include <archive_entry.h>
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

static void member_write(struct archive *archive, const char *path, const char *bytes,
			 size_t length)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_set_pathname(entry, path);
	archive_entry_set_filetype(entry, S_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (int64_t)length);
	archive_write_header(archive, entry);
	archive_write_data(archive, bytes, length);
	archive_entry_free(entry);
}

/* What the members hold, by their names. */
static char *content(const char *path, size_t *ret_length)
{
	CLEANUP_FREE char *module = fixture_module("depends=", 9, ret_length);
	const char *end = strrchr(path, '.');

	if (strstr(path, "vmlinuz"))
		return fixture_bzimage("packed as nobody knows", 22, ret_length);
	if (end && !strcmp(end, ".xz"))
		return fixture_compress("xz", module, *ret_length, ret_length);
	if (end && !strcmp(end, ".zst"))
		return fixture_compress("zstd", module, *ret_length, ret_length);
	if (end && !strcmp(end, ".ko"))
		return take_pointer(module);
	*ret_length = strlen(path);
	return strdup(path);
}

static size_t data_make(const char *const *members, char *buffer, size_t size)
{
	struct archive *tar = archive_write_new();
	size_t used;

	archive_write_set_format_pax_restricted(tar);
	archive_write_add_filter_xz(tar);
	archive_write_open_memory(tar, buffer, size, &used);
	for (; *members; members++) {
		size_t length;
		CLEANUP_FREE char *bytes = content(*members, &length);

		member_write(tar, *members, bytes, length);
	}
	archive_write_close(tar);
	archive_write_free(tar);
	return used;
}

static void deb_make(const char *path, const char *const *members)
{
	static char data[1 << 20];
	struct archive *deb = archive_write_new();
	size_t length = data_make(members, data, sizeof(data));

	archive_write_set_format_ar_svr4(deb);
	assert_int_equal(archive_write_open_filename(deb, path), ARCHIVE_OK);
	member_write(deb, "data.tar.xz", data, length);
	archive_write_close(deb);
	archive_write_free(deb);
}

#define DEBS_MOST 4
#define MEMBERS_MOST 6

/* As `dpkg-deb --contents` listed them, of what matters here. */
struct layout {
	const char *debs[DEBS_MOST][MEMBERS_MOST];
	const char *module; /* as it lies in modules/; NULL: no modules */
	const char *config; /* which member it came from; NULL: none */
};

static const struct layout v5_10 = {
	.debs = { { "./boot/System.map-5.10.0-46-cloud-amd64",
		    "./boot/config-5.10.0-46-cloud-amd64", "./boot/vmlinuz-5.10.0-46-cloud-amd64",
		    "./lib/modules/5.10.0-46-cloud-amd64/kernel/drivers/net/veth.ko",
		    "./lib/modules/5.10.0-46-cloud-amd64/kernel/fs/configfs/configfs.ko" } },
	.module = "veth.ko",
	.config = "./boot/config-5.10.0-46-cloud-amd64",
};

static const struct layout v6_12 = {
	.debs = { { "./boot/config-6.12.117+deb12-cloud-amd64",
		    "./boot/vmlinuz-6.12.117+deb12-cloud-amd64",
		    "./lib/modules/6.12.117+deb12-cloud-amd64/kernel/drivers/net/veth.ko.xz" } },
	.module = "veth.ko.xz",
	.config = "./boot/config-6.12.117+deb12-cloud-amd64",
};

/* Its modules and its configuration the archive lists no more. */
static const struct layout v6_19 = {
	.debs = { { "./boot/vmlinuz-6.19.14+deb13-cloud-amd64" }, { "./usr/share/doc/x" } },
};

static const struct layout v7_3 = {
	.debs = { { "./usr/lib/modules/7.3.4+deb13-cloud-amd64/System.map",
		    "./usr/lib/modules/7.3.4+deb13-cloud-amd64/config" },
		  { "./usr/lib/modules/7.3.4+deb13-cloud-amd64/vmlinuz" },
		  { "./usr/share/doc/x" },
		  { "./usr/lib/modules/7.3.4+deb13-cloud-amd64/kernel/drivers/net/veth.ko.xz",
		    "./usr/lib/modules/7.3.4+deb13-cloud-amd64/kernel/config" } },
	.module = "veth.ko.xz",
	.config = "./usr/lib/modules/7.3.4+deb13-cloud-amd64/config",
};

static const struct layout v_zstd = {
	.debs = { { "./boot/vmlinuz-9", "./usr/lib/modules/9/kernel/drivers/net/veth.ko.zst" } },
	.module = "veth.ko.zst",
};

static size_t debs_make(const char *directory, const struct layout *layout, char **paths)
{
	size_t count = 0;

	for (; count < DEBS_MOST && layout->debs[count][0]; count++) {
		paths[count] = file_path("%s/%zu.deb", directory, count);
		deb_make(paths[count], layout->debs[count]);
	}
	return count;
}

static bool has(const char *directory, const char *name)
{
	CLEANUP_FREE char *path = file_path("%s/%s", directory, name);

	return !access(path, R_OK);
}

static int unpack(const char *directory, const struct layout *layout, struct error *err)
{
	char *paths[DEBS_MOST] = { 0 };
	const struct kernel_debs debs = { paths, debs_make(directory, layout, paths) };
	int r = kernel_unpack(architecture_find("x86_64"), &debs, directory, NULL, err);

	for (size_t i = 0; i < DEBS_MOST; i++)
		free(paths[i]);
	return r;
}

static void expect_layout(const char *directory, const struct layout *layout)
{
	CLEANUP_FREE char *module = file_path("modules/%s", layout->module ? layout->module : "x");
	CLEANUP_FREE char *path = file_path("%s/config", directory), *config = NULL;
	struct error err = { 0 };

	if (unpack(directory, layout, &err) < 0)
		fail_msg("%s: %s", layout->debs[0][0], err.text);
	assert_true(has(directory, "vmlinuz"));
	assert_int_equal(has(directory, module), !!layout->module);
	assert_false(has(directory, "modules/configfs.ko"));
	assert_int_equal(has(directory, "config"), !!layout->config);
	if (layout->config) {
		assert_int_equal(file_read(path, &config, NULL, NULL), 0);
		assert_string_equal(config, layout->config);
	}
}

static void all_in_one_package(void **state)
{
	expect_layout(*state, &v5_10);
}

static void modules_packed_by_xz(void **state)
{
	expect_layout(*state, &v6_12);
}

static void modules_packed_by_zstd(void **state)
{
	expect_layout(*state, &v_zstd);
}

static void an_image_alone(void **state)
{
	expect_layout(*state, &v6_19);
}

static void split_into_several(void **state)
{
	expect_layout(*state, &v7_3);
}

static void no_kernel_in_it(void **state)
{
	static const struct layout none = { .debs = { { "./usr/share/doc/x" } } };
	struct error err = { 0 };

	assert_int_equal(unpack(*state, &none, &err), -ENOENT);
	assert_int_equal(err.kind, ERROR_ENVIRONMENT);
	assert_non_null(strstr(err.text, "hold a kernel"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCRATCH_TEST(all_in_one_package),     SCRATCH_TEST(modules_packed_by_xz),
		SCRATCH_TEST(modules_packed_by_zstd), SCRATCH_TEST(an_image_alone),
		SCRATCH_TEST(split_into_several),     SCRATCH_TEST(no_kernel_in_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
