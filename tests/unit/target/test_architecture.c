// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/architecture.h"
#include "fixtures.h"
#include "common/cleanup.h"
#include "protocol/architectures.h"

#include <elf.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <cmocka.h>

static void this_machine_s_is_known(void **state)
{
	const struct architecture *architecture = NULL;
	struct utsname name;

	(void)state;
	uname(&name);
	assert_int_equal(architecture_host(&architecture, NULL), 0);
	assert_string_equal(architecture->name, architecture_name_of(name.machine));
	assert_true(architecture_is_host(architecture));
	assert_null(architecture_find("pdp11"));
}

static void another_one_is_chosen_by_its_name(void **state)
{
	const struct architecture *architecture = NULL, *host = NULL;
	struct error err = { 0 };

	(void)state;
	assert_int_equal(architecture_host(&host, NULL), 0);
	assert_int_equal(architecture_choose(NULL, &architecture, NULL), 0);
	assert_ptr_equal(architecture, host);
	for (size_t i = 0; i < architecture_names_count; i++) {
		assert_int_equal(
		    architecture_choose(architecture_names[i].name, &architecture, NULL), 0);
		assert_string_equal(architecture->name, architecture_names[i].name);
		assert_int_equal(architecture_is_host(architecture), architecture == host);
	}
	assert_int_equal(architecture_choose("pdp11", &architecture, &err), -ENOTSUP);
	assert_non_null(strstr(err.text, "'pdp11'"));
}

static int image_opened_as(const char *name, char *bytes, size_t length, struct error *err)
{
	CLEANUP(kernel_image_clear) struct kernel_image image = { 0 };

	return architecture_image_open(architecture_find(name), "/k", bytes, length, &image, err);
}

static void a_kernel_for_another_one_is_named(void **state)
{
	size_t length, plain_length;
	CLEANUP_FREE char *vmlinux = fixture_vmlinux(1, "", 0, &length);
	CLEANUP_FREE char *plain = fixture_arm64_image("", 0, &plain_length);
	struct error err = { 0 };

	(void)state;
	assert_int_equal(image_opened_as("x86_64", vmlinux, length, NULL), 0);
	assert_int_equal(image_opened_as("arm64", plain, plain_length, NULL), 0);
	assert_int_equal(image_opened_as("arm64", vmlinux, length, &err), -EBADMSG);
	assert_string_equal(err.text, "'/k' is a kernel for x86_64, and the guest is arm64: "
				      "--arch x86_64 boots it");
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_int_equal(image_opened_as("x86_64", plain, plain_length, &err), -EBADMSG);
	assert_non_null(strstr(err.text, "a kernel for arm64"));
}

static int open_bytes(char *bytes, size_t length, struct kernel_image *ret_image, struct error *err)
{
	return architecture_find("x86_64")->image_open("/k", bytes, length, ret_image, err);
}

static void an_image_is_unpacked_and_starts_by_its_pvh_entry(void **state)
{
	size_t vmlinux_length, packed_length, length;
	CLEANUP_FREE char *vmlinux = fixture_vmlinux(1, "tail", 4, &vmlinux_length);
	CLEANUP_FREE char *packed =
	    fixture_compress("gzip", vmlinux, vmlinux_length, &packed_length);
	CLEANUP_FREE char *image = fixture_bzimage(packed, packed_length, &length);
	CLEANUP(kernel_image_clear) struct kernel_image opened = { 0 };

	(void)state;
	assert_int_equal(open_bytes(image, length, &opened, NULL), 0);
	assert_true(opened.boots);
	assert_int_equal(opened.length, vmlinux_length);
	assert_memory_equal(opened.vmlinux, vmlinux, vmlinux_length);
}

/* The rest of a download, or of a disk that was full. */
static void a_vmlinux_that_was_cut_off_is_refused(void **state)
{
	CLEANUP(kernel_image_clear) struct kernel_image opened = { 0 };
	size_t length;
	CLEANUP_FREE char *vmlinux = fixture_vmlinux(1, "", 0, &length);
	Elf64_Phdr *segment = (Elf64_Phdr *)(vmlinux + sizeof(Elf64_Ehdr));
	struct error err = { 0 };

	(void)state;
	segment->p_filesz = length - segment->p_offset + 1;
	assert_int_equal(open_bytes(vmlinux, length, &opened, &err), -EBADMSG);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_string_equal(err.text,
			    "'/k' is a vmlinux that was cut off: its headers point past its end");
}

static void a_vmlinux_is_taken_as_it_is_or_refused(void **state)
{
	CLEANUP(kernel_image_clear) struct kernel_image opened = { 0 };
	size_t length;
	CLEANUP_FREE char *with_pvh = fixture_vmlinux(1, "", 0, &length);
	CLEANUP_FREE char *without = fixture_vmlinux(0, "", 0, &length);
	struct error err = { 0 };

	(void)state;
	assert_int_equal(open_bytes(with_pvh, length, &opened, NULL), 0);
	assert_null(opened.vmlinux);
	assert_false(opened.boots);
	assert_int_equal(open_bytes(without, length, &opened, &err), -EBADMSG);
	assert_non_null(strstr(err.text, "'/k' has no PVH entry"));
}

static void other_files_are_refused(void **state)
{
	CLEANUP(kernel_image_clear) struct kernel_image opened = { 0 };
	char text[] = "root:x:0:0:";
	struct error err = { 0 };

	(void)state;
	assert_int_equal(open_bytes(text, strlen(text), &opened, &err), -EBADMSG);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_non_null(strstr(err.text, "'/k' is no kernel"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(this_machine_s_is_known),
		cmocka_unit_test(another_one_is_chosen_by_its_name),
		cmocka_unit_test(a_kernel_for_another_one_is_named),
		cmocka_unit_test(an_image_is_unpacked_and_starts_by_its_pvh_entry),
		cmocka_unit_test(a_vmlinux_that_was_cut_off_is_refused),
		cmocka_unit_test(a_vmlinux_is_taken_as_it_is_or_refused),
		cmocka_unit_test(other_files_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
