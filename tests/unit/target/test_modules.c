// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/module_info.h"
#include "target/module_set.h"
#include "target/guest_modules.h"
#include "target/initramfs.h"
#include "fixtures.h"
#include "scratch.h"
#include "common/cleanup.h"
#include "common/file.h"

#include <archive.h>
#include <archive_entry.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

/* Puts a module into the directory; the suffix decides whether it is compressed. */
static void module_put(const char *directory, const char *file, const char *depends)
{
	CLEANUP_FREE char *path = file_path("%s/%s", directory, file);
	char info[256];
	size_t length, packed_length;
	int info_length =
	    snprintf(info, sizeof(info), "license=GPL%cdepends=%s%cretpoline=Y", 0, depends, 0) + 1;
	CLEANUP_FREE char *bytes = fixture_module(info, (size_t)info_length, &length);
	const char *suffix = strrchr(file, '.');
	CLEANUP_FREE char *packed = fixture_compress(!strcmp(suffix, ".xz")    ? "xz"
						     : !strcmp(suffix, ".zst") ? "zstd"
									       : "gzip",
						     bytes, length, &packed_length);

	assert_int_equal(file_make_parents(path, NULL), 0);
	if (!strcmp(suffix, ".ko"))
		assert_int_equal(file_write_atomically(path, bytes, length, NULL), 0);
	else
		assert_int_equal(file_write_atomically(path, packed, packed_length, NULL), 0);
}

static void names_of_files(void **state)
{
	static const struct {
		const char *file, *name;
	} cases[] = {
		{ "a/b/virtio-net.ko.xz", "virtio_net" },
		{ "veth.ko", "veth" },
		{ "x.ko.zst", "x" },
		{ "x.ko.gz", "x" },
		{ "x.ko.bak", NULL },
		{ ".ko", NULL },
		{ "modules.dep", NULL },
		{ "x.konf", NULL },
		{ "", NULL },
		{ "a.ko/", NULL },
	};
	char name[64];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		assert_int_equal(module_name_of_file(cases[i].file, name, sizeof(name)),
				 cases[i].name != NULL);
		if (cases[i].name)
			assert_string_equal(name, cases[i].name);
	}
	assert_false(module_name_of_file("veth.ko", name, 4));
	assert_true(module_name_of_file("veth.ko", name, 5));
}

static void expect_depends(const char *info, size_t info_length, const char *expected)
{
	size_t length;
	CLEANUP_FREE char *bytes = fixture_module(info, info_length, &length), *depends = NULL;
	struct error err = { 0 };

	assert_int_equal(module_info_depends(bytes, length, &depends, &err), 0);
	assert_string_equal(depends, expected);
}

static void depends_is_found(void **state)
{
	(void)state;
	expect_depends("a=b\0depends=x,y\0z=1", 20, "x,y");
	expect_depends("depends=\0", 9, "");
	expect_depends("license=GPL", 12, "");
	expect_depends("vdepends=x\0depends=y", 21, "y");
	/* The last string may lack its NUL */
	expect_depends("depends=last", 12, "last");
}

static void what_is_no_module(void **state)
{
	char text[] = "no module at all, only some text that is long enough to hold a header";
	char *depends = NULL;
	struct error err;

	(void)state;
	assert_int_equal(module_info_depends(text, sizeof(text), &depends, &err), -EBADMSG);
	assert_int_equal(module_info_depends(text, 0, &depends, &err), -EBADMSG);
	assert_null(depends);
}

static void damaged_modules_are_survived(void **state)
{
	size_t length;
	CLEANUP_FREE char *whole = fixture_module("depends=a,b", 12, &length);
	unsigned int seed = 99;

	(void)state;
	for (int i = 0; i < 5000; i++) {
		size_t cut = (size_t)rand_r(&seed) % (length + 1);
		CLEANUP_FREE char *bytes = fixture_copy(whole, cut), *depends = NULL;

		for (int j = 0; cut && j < i % 6; j++)
			bytes[(size_t)rand_r(&seed) % cut] = (char)rand_r(&seed);
		module_info_depends(bytes, cut, &depends, NULL);
	}
}

static void expect_order(const struct module_set *set, const char *expected)
{
	char order[256] = "";

	for (size_t i = 0; i < set->order_count; i++) {
		strcat(order, set->order[i]->name);
		strcat(order, " ");
	}
	assert_string_equal(order, expected);
}

static void dependencies_come_first_and_once(void **state)
{
	CLEANUP(module_set_clear) struct module_set set = { 0 };
	struct error err = { 0 };

	module_put(*state, "kernel/top.ko.xz", "mid-a,mid_b");
	module_put(*state, "kernel/x/mid-a.ko", "base");
	module_put(*state, "kernel/mid_b.ko.gz", "base,elsewhere");
	module_put(*state, "base.ko.zst", "");
	module_put(*state, "unwanted.ko", "base");
	assert_int_equal(module_set_index(*state, &set, &err), 0);
	assert_int_equal(set.count, 5);
	assert_int_equal(module_set_want(&set, "top", &err), 0);
	assert_int_equal(module_set_want(&set, "base", &err), 0);
	expect_order(&set, "base mid_a mid_b top ");
	assert_string_equal(set.missing, "elsewhere");
	assert_memory_equal(set.order[0]->bytes, "\177ELF", 4);
	assert_int_equal(module_set_want(&set, "nothing", &err), -ENOENT);
}

static void a_link_to_their_directory_is_followed(void **state)
{
	CLEANUP(module_set_clear) struct module_set set = { 0 };
	CLEANUP_FREE char *link = file_path("%s/modules", (char *)*state);

	module_put(*state, "a.ko", "");
	assert_int_equal(symlink(*state, link), 0);
	assert_int_equal(module_set_index(link, &set, NULL), 0);
	assert_int_equal(set.count, 1);
}

static void a_circle_ends(void **state)
{
	CLEANUP(module_set_clear) struct module_set set = { 0 };

	module_put(*state, "a.ko", "b");
	module_put(*state, "b.ko", "a");
	assert_int_equal(module_set_index(*state, &set, NULL), 0);
	assert_int_equal(module_set_want(&set, "a", NULL), 0);
	expect_order(&set, "b a ");
}

static void a_damaged_file_is_named(void **state)
{
	CLEANUP(module_set_clear) struct module_set set = { 0 };
	CLEANUP_FREE char *path = file_path("%s/bad.ko", (char *)*state);
	struct error err = { 0 };

	assert_int_equal(file_write_atomically(path, "rubbish", 7, NULL), 0);
	assert_int_equal(module_set_index(*state, &set, NULL), 0);
	assert_int_equal(module_set_want(&set, "bad", &err), -EBADMSG);
	assert_non_null(strstr(err.text, "bad.ko"));
	module_set_clear(&set);
	assert_true(module_set_index("/no/such/directory", &set, &err) < 0);
}

/* All that a kernel needs to be accepted, and the options of the case. */
#define CONFIG_BASE                                                                                \
	"CONFIG_BLK_DEV_INITRD=y\nCONFIG_BINFMT_ELF=y\nCONFIG_TTY=y\nCONFIG_SERIAL_8250_CONSOLE="  \
	"y\n"                                                                                      \
	"CONFIG_DEVTMPFS=y\nCONFIG_PROC_FS=y\nCONFIG_SYSFS=y\nCONFIG_BPF_SYSCALL=y\n"

static int choose(const char *config, char *modules, struct module_set *set, struct error *err)
{
	const struct kernel kernel = {
		.image_fd = -1, .origin = (char *)"K", .config = (char *)config, .modules = modules
	};
	const struct guest_needs needs = { .veth = true };

	return guest_modules_choose(architecture_find("x86_64"), &kernel, &needs, set, err);
}

static void only_what_the_run_needs(void **state)
{
	CLEANUP(module_set_clear) struct module_set set = { 0 };

	module_put(*state, "veth.ko", "");
	module_put(*state, "virtio_net.ko", "");
	module_put(*state, "virtio_pci.ko", "virtio");
	module_put(*state, "virtio.ko", "");
	module_put(*state, "virtio_console.ko", "virtio");
	/* virtio_console is built in, whatever lies about */
	assert_int_equal(choose(CONFIG_BASE "CONFIG_VETH=m\nCONFIG_VIRTIO_PCI=m\n"
					    "CONFIG_VIRTIO_CONSOLE=y\n",
				*state, &set, NULL),
			 0);
	expect_order(&set, "virtio virtio_pci veth ");
}

static void what_is_missing_is_named(void **state)
{
	CLEANUP(module_set_clear) struct module_set set = { 0 };
	struct error err = { 0 };

	(void)state;
	assert_int_equal(choose(CONFIG_BASE "CONFIG_VETH=m\n", NULL, &set, &err), -ENOTSUP);
	assert_non_null(strstr(err.text, "CONFIG_VETH=m"));
	assert_non_null(strstr(err.text, "--modules"));
	assert_int_equal(err.kind, ERROR_ENVIRONMENT);
	assert_int_equal(choose(CONFIG_BASE "# CONFIG_VETH is not set\n", NULL, &set, &err),
			 -ENOTSUP);
	assert_non_null(strstr(err.text, "built without CONFIG_VETH"));
	assert_int_equal(choose("CONFIG_BLK_DEV_INITRD=y\n", NULL, &set, &err), -ENOTSUP);
	assert_non_null(strstr(err.text, "CONFIG_BINFMT_ELF"));
	/* Built in, or no config to ask: nothing to load, nothing to refuse */
	assert_int_equal(choose(CONFIG_BASE "CONFIG_VETH=y\n", NULL, &set, &err), 0);
	assert_int_equal(choose(NULL, NULL, &set, &err), 0);
	assert_int_equal(set.order_count, 0);
}

/* The serial port that agents fall back on is x86's. */
static void without_a_channel_it_is_refused(void **state)
{
	static const char config[] = CONFIG_BASE "CONFIG_SERIAL_AMBA_PL011_CONSOLE=y\n"
						 "# CONFIG_VIRTIO_CONSOLE is not set\n";
	const struct kernel kernel = { .image_fd = -1,
				       .origin = (char *)"K",
				       .config = (char *)config };
	const struct guest_needs needs = { .veth = false };
	CLEANUP(module_set_clear) struct module_set set = { 0 };
	struct error err = { 0 };

	(void)state;
	assert_int_equal(
	    guest_modules_choose(architecture_find("x86_64"), &kernel, &needs, &set, &err), 0);
	assert_int_equal(
	    guest_modules_choose(architecture_find("arm64"), &kernel, &needs, &set, &err),
	    -ENOTSUP);
	assert_non_null(strstr(err.text, "without CONFIG_VIRTIO_CONSOLE"));
}

static struct archive *initramfs_open(int fd)
{
	struct archive *reader = archive_read_new();

	archive_read_support_format_cpio(reader);
	lseek(fd, 0, SEEK_SET);
	assert_int_equal(archive_read_open_fd(reader, fd, 10240), ARCHIVE_OK);
	return reader;
}

static void expect_content(struct archive *reader, const char *expected)
{
	char text[256] = "";

	assert_true(archive_read_data(reader, text, sizeof(text) - 1) >= 0);
	assert_string_equal(text, expected);
}

static void the_initramfs_is_a_cpio_archive(void **state)
{
	CLEANUP(module_set_clear) struct module_set set = { 0 };
	CLEANUP_FREE char *agent = file_path("%s/agent", (char *)*state);
	CLEANUP_CLOSE int fd = memfd_create("test", 0);
	struct initramfs_content content = { .agent_path = agent,
					     .modules = &set,
					     .kernel_config = "CONFIG_HZ=250\n" };
	struct archive_entry *entry;
	struct archive *reader;
	bool init = false, list = false, console = false, module = false, config = false;

	module_put(*state, "top.ko", "base-x");
	module_put(*state, "base-x.ko", "");
	assert_int_equal(file_write_atomically(agent, "the agent", 9, NULL), 0);
	assert_int_equal(module_set_index(*state, &set, NULL), 0);
	assert_int_equal(module_set_want(&set, "top", NULL), 0);
	assert_int_equal(initramfs_write(&content, fd, NULL), 0);
	reader = initramfs_open(fd);
	while (archive_read_next_header(reader, &entry) == ARCHIVE_OK) {
		const char *path = archive_entry_pathname(entry);

		assert_int_equal(archive_format(reader), ARCHIVE_FORMAT_CPIO_SVR4_NOCRC);
		if (!strcmp(path, "init")) {
			init = archive_entry_perm(entry) == 0755;
			expect_content(reader, "the agent");
		} else if (!strcmp(path, "modules.list")) {
			list = true;
			expect_content(reader, "/modules/base_x.ko 0\n/modules/top.ko 0\n");
		} else if (!strcmp(path, "dev/console")) {
			console = archive_entry_filetype(entry) == S_IFCHR &&
				  archive_entry_rdevmajor(entry) == 5 &&
				  archive_entry_rdevminor(entry) == 1;
		} else if (!strcmp(path, "modules/base_x.ko")) {
			module = true;
		} else if (!strcmp(path, "boot/config")) {
			config = true;
			expect_content(reader, "CONFIG_HZ=250\n");
		}
		assert_string_not_equal(path, "bpftax-iperf3");
	}
	archive_read_free(reader);
	assert_true(init && list && console && module && config);
}

static void a_missing_agent_is_named(void **state)
{
	CLEANUP_CLOSE int fd = memfd_create("test", 0);
	struct initramfs_content content = { .agent_path = "/no/such/agent" };
	struct error err = { 0 };

	(void)state;
	assert_int_equal(initramfs_write(&content, fd, &err), -ENOENT);
	assert_non_null(strstr(err.text, "/no/such/agent"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_of_files),
		cmocka_unit_test(depends_is_found),
		cmocka_unit_test(what_is_no_module),
		cmocka_unit_test(damaged_modules_are_survived),
		SCRATCH_TEST(dependencies_come_first_and_once),
		SCRATCH_TEST(a_link_to_their_directory_is_followed),
		SCRATCH_TEST(a_circle_ends),
		SCRATCH_TEST(a_damaged_file_is_named),
		SCRATCH_TEST(only_what_the_run_needs),
		cmocka_unit_test(what_is_missing_is_named),
		cmocka_unit_test(without_a_channel_it_is_refused),
		SCRATCH_TEST(the_initramfs_is_a_cpio_archive),
		cmocka_unit_test(a_missing_agent_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
