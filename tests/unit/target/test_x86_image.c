// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/x86_image.h"
#include "target/kernel_image.h"
#include "fixtures.h"
#include "common/cleanup.h"

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

/* A payload as the kernel's build makes it: the stream, then (but for gzip) its length. */
static char *image_of(const char *filter, const char *vmlinux, size_t vmlinux_length,
		      size_t *ret_length)
{
	size_t packed_length;
	CLEANUP_FREE char *packed =
	    fixture_compress(filter, vmlinux, vmlinux_length, &packed_length);
	uint32_t size = (uint32_t)vmlinux_length;

	if (strcmp(filter, "gzip")) {
		memcpy(packed + packed_length, &size, 4);
		packed_length += 4;
	}
	return fixture_bzimage(packed, packed_length, ret_length);
}

static void every_compression_is_undone(void **state)
{
	static const char *const filters[] = { "gzip", "xz", "zstd", "lz4", "bzip2", "lzma" };
	size_t length;
	CLEANUP_FREE char *vmlinux = fixture_vmlinux(1, "tail", 4, &length);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(filters); i++) {
		size_t image_length, plain_length;
		CLEANUP_FREE char *image = image_of(filters[i], vmlinux, length, &image_length);
		CLEANUP_FREE char *plain = NULL;
		struct error err = { 0 };

		assert_int_equal(x86_image_kind(image, image_length), X86_IMAGE_BZIMAGE);
		if (x86_image_uncompress(image, image_length, &plain, &plain_length, &err) < 0)
			fail_msg("%s: %s", filters[i], err.text);
		assert_int_equal(plain_length, length);
		assert_memory_equal(plain, vmlinux, length);
	}
}

static void other_files_are_no_kernels(void **state)
{
	size_t length;
	CLEANUP_FREE char *vmlinux = fixture_vmlinux(1, "", 0, &length);

	(void)state;
	assert_int_equal(x86_image_kind("", 0), X86_IMAGE_NONE);
	assert_int_equal(x86_image_kind("root:x:0:0:", 11), X86_IMAGE_NONE);
	assert_int_equal(x86_image_kind(vmlinux, length), X86_IMAGE_VMLINUX);
	/* An ELF program that is no kernel */
	memcpy(memmem(vmlinux, length, "Linux", 5), "Minix", 5);
	assert_int_equal(x86_image_kind(vmlinux, length), X86_IMAGE_NONE);
}

static void a_header_that_points_outside(void **state)
{
	static const uint32_t wrong[] = { 0, 7, 1000, 0x7fffffff, 0xffffffff };
	const char *payload;
	size_t length, payload_length;
	CLEANUP_FREE char *image = fixture_bzimage("0123456789", 10, &length);
	struct error err;

	(void)state;
	assert_int_equal(x86_image_payload(image, length, &payload, &payload_length, &err), 0);
	assert_int_equal(payload_length, 10);
	assert_memory_equal(payload, "0123456789", 10);
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
		memcpy(image + 0x24c, &wrong[i], 4);
		assert_int_equal(x86_image_payload(image, length, &payload, &payload_length, &err),
				 -EBADMSG);
		assert_int_equal(err.kind, ERROR_USAGE);
	}
	memcpy(image + 0x24c, &(uint32_t){ 10 }, 4);
	memcpy(image + 0x248, &wrong[4], 4);
	assert_int_equal(x86_image_payload(image, length, &payload, &payload_length, &err),
			 -EBADMSG);
}

static void the_pvh_note_is_found(void **state)
{
	size_t with_length, without_length;
	CLEANUP_FREE char *with = fixture_vmlinux(1, "", 0, &with_length);
	CLEANUP_FREE char *without = fixture_vmlinux(0, "", 0, &without_length);

	(void)state;
	assert_true(x86_image_has_pvh(with, with_length));
	assert_false(x86_image_has_pvh(without, without_length));
}

static void the_config_inside(void **state)
{
	static const char text[] = "CONFIG_BPF=y\n";
	size_t packed_length, length;
	CLEANUP_FREE char *packed = fixture_compress("gzip", text, strlen(text), &packed_length);
	CLEANUP_FREE char *tail = malloc(packed_length + 16), *config = NULL, *vmlinux = NULL;
	struct error err;

	(void)state;
	memcpy(tail, "IKCFG_ST", 8);
	memcpy(tail + 8, packed, packed_length);
	memcpy(tail + 8 + packed_length, "IKCFG_ED", 8);
	vmlinux = fixture_vmlinux(1, tail, packed_length + 16, &length);
	assert_int_equal(kernel_image_config(vmlinux, length, &config, &err), 0);
	assert_string_equal(config, text);
	cleanup_free(&config);
	config = NULL;
	assert_int_equal(kernel_image_config(vmlinux, length - 1, &config, &err), -ENODATA);
	assert_null(config);
}

/* Whatever is cut off or damaged: a kernel or an error, never a read outside (see sanitizers). */
static void damage_is_survived(void **state)
{
	size_t length, image_length;
	CLEANUP_FREE char *vmlinux = fixture_vmlinux(1, "IKCFG_STxxxxIKCFG_ED", 20, &length);
	CLEANUP_FREE char *image = image_of("zstd", vmlinux, length, &image_length);
	unsigned int seed = 20240607;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		const char *whole = i % 2 ? vmlinux : image;
		size_t whole_length = i % 2 ? length : image_length;
		size_t cut = (size_t)rand_r(&seed) % (whole_length + 1);
		CLEANUP_FREE char *bytes = fixture_copy(whole, cut), *plain = NULL, *config = NULL;
		size_t plain_length;

		for (int j = 0; cut && j < i % 5; j++)
			bytes[(size_t)rand_r(&seed) % cut] = (char)rand_r(&seed);
		if (x86_image_kind(bytes, cut) == X86_IMAGE_BZIMAGE)
			x86_image_uncompress(bytes, cut, &plain, &plain_length, NULL);
		kernel_image_config(bytes, cut, &config, NULL);
		x86_image_has_pvh(bytes, cut);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_compression_is_undone),
		cmocka_unit_test(other_files_are_no_kernels),
		cmocka_unit_test(a_header_that_points_outside),
		cmocka_unit_test(the_pvh_note_is_found),
		cmocka_unit_test(the_config_inside),
		cmocka_unit_test(damage_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
