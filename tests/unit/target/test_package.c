// SPDX-License-Identifier: GPL-2.0-or-later
/* What is in a package, and the order of versions. */
#include "target/deb.h"
#include "target/deb_version.h"
#include "target/kernel_config.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "scratch.h"

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

static void versions_are_ordered(void **state)
{
	/* Each is older than the next. */
	static const char *const versions[] = {
		"6.1.9-1",     "6.1.10~rc1-1", "6.1.10-1~deb12u1", "6.1.10-1~deb12u2", "6.1.10-1",
		"6.1.10-1+b1", "6.1.192-2",    "6.12.9-1",	   "6.12.117-1"
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(versions); i++)
		for (size_t j = 0; j < ARRAY_SIZE(versions); j++) {
			int order = deb_version_compare(versions[i], versions[j]);

			if ((order > 0) - (order < 0) != (i > j) - (i < j))
				fail_msg("%s and %s: %d", versions[i], versions[j], order);
		}
	assert_int_equal(deb_version_compare("1.007", "1.7"), 0);
}

static void options_of_a_config(void **state)
{
	static const char config[] = "# CONFIG_OFF is not set\nCONFIG_ONE=y\nCONFIG_TWO=m\n"
				     "CONFIG_TWO_MORE=y\nCONFIG_HZ=250\nXCONFIG_X=y\n";

	(void)state;
	assert_int_equal(kernel_config_get(config, "CONFIG_ONE"), KERNEL_OPTION_ON);
	assert_int_equal(kernel_config_get(config, "CONFIG_TWO"), KERNEL_OPTION_MODULE);
	assert_int_equal(kernel_config_get(config, "CONFIG_HZ"), KERNEL_OPTION_ON);
	assert_int_equal(kernel_config_get(config, "CONFIG_OFF"), KERNEL_OPTION_OFF);
	assert_int_equal(kernel_config_get(config, "CONFIG_X"), KERNEL_OPTION_OFF);
	assert_int_equal(kernel_config_get(NULL, "CONFIG_ONE"), KERNEL_OPTION_UNKNOWN);
}

/* As in 5.10, whose list has no bpf. */
static void a_text_of_a_config_is_without_quotes(void **state)
{
	static const char config[] = "CONFIG_LSM_MMAP_MIN_ADDR=65536\n"
				     "CONFIG_LSM=\"lockdown,yama,tomoyo\"\n"
				     "CONFIG_EMPTY=\"\"\nCONFIG_Y=y\n";
	CLEANUP_FREE char *list = kernel_config_string(config, "CONFIG_LSM");
	CLEANUP_FREE char *empty = kernel_config_string(config, "CONFIG_EMPTY");

	(void)state;
	assert_string_equal(list, "lockdown,yama,tomoyo");
	assert_string_equal(empty, "");
	assert_null(kernel_config_string(config, "CONFIG_Y"));
	assert_null(kernel_config_string(config, "CONFIG_NONE"));
	assert_null(kernel_config_string(NULL, "CONFIG_LSM"));
}

static void a_security_module_is_added_once(void **state)
{
	static const char newer[] = "CONFIG_LSM=\"landlock,lockdown,bpf,ipe\"\n";
	static const char older[] = "CONFIG_LSM=\"lockdown,yama,ebpf\"\n";
	CLEANUP_FREE char *list = kernel_config_lsm_with(older, "bpf");

	(void)state;
	assert_string_equal(list, "lockdown,yama,ebpf,bpf");
	assert_null(kernel_config_lsm_with(newer, "bpf"));
	assert_null(kernel_config_lsm_with("CONFIG_X=y\n", "bpf"));
	assert_null(kernel_config_lsm_with(NULL, "bpf"));
}

static void tar_member(struct archive *tar, const char *path, const char *text)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_set_pathname(entry, path);
	archive_entry_set_filetype(entry, S_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (int64_t)strlen(text));
	archive_write_header(tar, entry);
	archive_write_data(tar, text, strlen(text));
	archive_entry_free(entry);
}

static size_t data_tar_make(char *buffer, size_t size)
{
	struct archive *tar = archive_write_new();
	size_t length;

	archive_write_set_format_pax_restricted(tar);
	archive_write_add_filter_xz(tar);
	archive_write_open_memory(tar, buffer, size, &length);
	tar_member(tar, "./boot/vmlinuz-6", "kernel");
	tar_member(tar, "./usr/doc", "text");
	archive_write_close(tar);
	archive_write_free(tar);
	return length;
}

static void deb_make(const char *path)
{
	struct archive *deb = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	static char data[65536];
	size_t length = data_tar_make(data, sizeof(data));

	archive_write_set_format_ar_svr4(deb);
	archive_write_open_filename(deb, path);
	archive_entry_set_pathname(entry, "data.tar.xz");
	archive_entry_set_filetype(entry, S_IFREG);
	archive_entry_set_size(entry, (int64_t)length);
	archive_write_header(deb, entry);
	archive_write_data(deb, data, length);
	archive_entry_free(entry);
	archive_write_close(deb);
	archive_write_free(deb);
}

static char *boot_only(void *context, const char *member)
{
	return strncmp(member, "./boot/", 7) ? NULL
					     : file_path("%s/out/%s", (char *)context, member + 7);
}

static void a_package_is_unpacked(void **state)
{
	const struct deb_wish wish = { .choose = boot_only, .context = *state };
	CLEANUP_FREE char *deb = file_path("%s/x.deb", (char *)*state), *text = NULL;
	CLEANUP_FREE char *kernel = file_path("%s/out/vmlinuz-6", (char *)*state);
	CLEANUP_FREE char *other = file_path("%s/out/doc", (char *)*state);
	struct error err = { 0 };

	deb_make(deb);
	assert_int_equal(deb_extract(deb, &wish, &err), 0);
	assert_int_equal(file_read(kernel, &text, NULL, NULL), 0);
	assert_string_equal(text, "kernel");
	assert_int_equal(access(other, F_OK), -1);
}

static void damaged_packages(void **state)
{
	const struct deb_wish wish = { .choose = boot_only, .context = *state };
	CLEANUP_FREE char *deb = file_path("%s/x.deb", (char *)*state), *bytes = NULL;
	struct error err = { 0 };
	size_t length;

	deb_make(deb);
	assert_int_equal(file_read(deb, &bytes, &length, NULL), 0);
	for (size_t cut = 0; cut < length; cut += 16) {
		assert_int_equal(file_write_atomically(deb, bytes, cut, NULL), 0);
		assert_int_equal(deb_extract(deb, &wish, &err), -EBADMSG);
		assert_non_null(strstr(err.text, deb));
	}
	assert_true(deb_extract("/no/such.deb", &wish, &err) < 0);
}

static bool at_once(void *context)
{
	(void)context;
	return true;
}

static void unpacking_can_be_interrupted(void **state)
{
	const struct deb_wish wish = { .choose = boot_only,
				       .context = *state,
				       .stopping = at_once };
	CLEANUP_FREE char *deb = file_path("%s/x.deb", (char *)*state);

	deb_make(deb);
	assert_int_equal(deb_extract(deb, &wish, NULL), -EINTR);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions_are_ordered),
		cmocka_unit_test(options_of_a_config),
		cmocka_unit_test(a_text_of_a_config_is_without_quotes),
		cmocka_unit_test(a_security_module_is_added_once),
		SCRATCH_TEST(a_package_is_unpacked),
		SCRATCH_TEST(damaged_packages),
		SCRATCH_TEST(unpacking_can_be_interrupted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
