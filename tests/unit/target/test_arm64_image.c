// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/arm64_image.h"
#include "fixtures.h"
#include "common/cleanup.h"

#include <elf.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define TAIL "Linux version 7"

static void expect_image(char *bytes, size_t length, const char *image, size_t image_length)
{
	CLEANUP_FREE char *unpacked = NULL;
	struct error err = { 0 };
	size_t unpacked_length = 0;

	if (arm64_image_unpack(bytes, length, &unpacked, &unpacked_length, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(unpacked_length, image_length);
	assert_memory_equal(unpacked, image, image_length);
}

static void expect_refused(char *bytes, size_t length, const char *why)
{
	char *unpacked = NULL;
	size_t unpacked_length;
	struct error err = { 0 };

	assert_int_equal(arm64_image_unpack(bytes, length, &unpacked, &unpacked_length, &err),
			 -EBADMSG);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_non_null(strstr(err.text, why));
	assert_null(unpacked);
}

/* drivers/firmware/efi/libstub/zboot-header.S */
static char *zboot_of(const char *payload, size_t payload_length, size_t *ret_length)
{
	uint32_t numbers[] = { 0x40, (uint32_t)payload_length };
	char *bytes = calloc(0x40 + payload_length, 1);

	memcpy(bytes, "MZ\0\0zimg", 8);
	memcpy(bytes + 8, numbers, sizeof(numbers));
	memcpy(bytes + 24, "gzip", 4);
	memcpy(bytes + 0x40, payload, payload_length);
	*ret_length = 0x40 + payload_length;
	return bytes;
}

static void every_way_of_packing_is_undone(void **state)
{
	static const char *const filters[] = { "gzip", "xz", "zstd" };
	size_t length;
	CLEANUP_FREE char *image = fixture_arm64_image(TAIL, strlen(TAIL), &length);

	(void)state;
	assert_true(arm64_image_is_plain(image, length));
	for (size_t i = 0; i < ARRAY_SIZE(filters); i++) {
		size_t packed_length, zboot_length;
		CLEANUP_FREE char *packed =
		    fixture_compress(filters[i], image, length, &packed_length);
		CLEANUP_FREE char *zboot = zboot_of(packed, packed_length, &zboot_length);

		assert_false(arm64_image_is_plain(packed, packed_length));
		expect_image(packed, packed_length, image, length);
		assert_int_equal(arm64_image_kind(zboot, zboot_length), ARM64_IMAGE_ZBOOT);
		expect_image(zboot, zboot_length, image, length);
	}
}

/* Two segments with a hole between them, in the file the other way round. */
static char *vmlinux_of(const char *image, size_t length, size_t *ret_length)
{
	const size_t half = 0x48, at = sizeof(Elf64_Ehdr) + 2 * sizeof(Elf64_Phdr);
	Elf64_Ehdr header = {
		.e_type = ET_DYN, .e_machine = EM_AARCH64, .e_phoff = sizeof(header), .e_phnum = 2
	};
	Elf64_Phdr segments[] = {
		{ .p_type = PT_LOAD, .p_vaddr = 0xffff800080000000 + half, .p_offset = at },
		{ .p_type = PT_LOAD, .p_vaddr = 0xffff800080000000, .p_filesz = half },
	};
	char *bytes = calloc(at + length, 1);

	segments[0].p_filesz = length - half;
	segments[1].p_offset = at + length - half;
	memcpy(header.e_ident, ELFMAG, SELFMAG);
	memcpy(bytes, &header, sizeof(header));
	memcpy(bytes + sizeof(header), segments, sizeof(segments));
	memcpy(bytes + segments[0].p_offset, image + half, length - half);
	memcpy(bytes + segments[1].p_offset, image, half);
	*ret_length = at + length;
	return bytes;
}

static void a_vmlinux_is_laid_out_by_its_addresses(void **state)
{
	/* The banner lies whole in one of the two. */
	static const char tail[] = "12345678" TAIL;
	size_t length, vmlinux_length;
	CLEANUP_FREE char *image = fixture_arm64_image(tail, strlen(tail), &length);
	CLEANUP_FREE char *vmlinux = vmlinux_of(image, length, &vmlinux_length);

	(void)state;
	assert_int_equal(arm64_image_kind(vmlinux, vmlinux_length), ARM64_IMAGE_VMLINUX);
	expect_image(vmlinux, vmlinux_length, image, length);
}

static Elf64_Phdr *first_segment(char *vmlinux)
{
	return (Elf64_Phdr *)(vmlinux + sizeof(Elf64_Ehdr));
}

static void what_says_nonsense_is_refused(void **state)
{
	static const char tail[] = "12345678" TAIL;
	size_t length, vmlinux_length, zboot_length;
	CLEANUP_FREE char *image = fixture_arm64_image(tail, strlen(tail), &length);
	CLEANUP_FREE char *vmlinux = vmlinux_of(image, length, &vmlinux_length);
	CLEANUP_FREE char *zboot = zboot_of("x", 1, &zboot_length);
	CLEANUP_FREE char *rubbish = fixture_copy("root:x:0:0:", 11);
	uint32_t past_end = 0x40000000;

	(void)state;
	expect_refused(rubbish, 11, "no kernel");
	expect_refused(zboot, zboot_length, "no kernel");
	memcpy(zboot + 12, &past_end, sizeof(past_end));
	expect_refused(zboot, zboot_length, "points past its end");
	expect_refused(vmlinux, vmlinux_length - 1, "cut off");
	first_segment(vmlinux)->p_vaddr = UINT64_MAX - 8;
	expect_refused(vmlinux, vmlinux_length, "headers point past its end");
	first_segment(vmlinux)->p_vaddr = 8; /* so that the image would be of 16 EiB */
	expect_refused(vmlinux, vmlinux_length, "no kernel");
	first_segment(vmlinux)->p_offset = UINT64_MAX - 8;
	expect_refused(vmlinux, vmlinux_length, "headers point past its end");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_way_of_packing_is_undone),
		cmocka_unit_test(a_vmlinux_is_laid_out_by_its_addresses),
		cmocka_unit_test(what_says_nonsense_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
