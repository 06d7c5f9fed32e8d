// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/arm64_image.h"
#include "target/elf_kernel.h"
#include "target/uncompress.h"
#include "common/cleanup.h"

#include <elf.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MAGIC_OFFSET 0x38 /* "ARM\x64" */
#define HEADER_BYTES 0x40
/* drivers/firmware/efi/libstub/zboot-header.S */
#define ZBOOT_MAGIC_OFFSET 4
#define ZBOOT_PAYLOAD_OFFSET 8
#define ZBOOT_PAYLOAD_LENGTH 12
/* No kernel is larger; what an ELF file says may be anything. */
#define IMAGE_MOST_BYTES ((uint64_t)1 << 30)

/* A zboot program has the magic of its own before that of an Image, which it has not. */
enum arm64_image_kind arm64_image_kind(const char *bytes, size_t length)
{
	if (length < HEADER_BYTES)
		return ARM64_IMAGE_NONE;
	if (!memcmp(bytes + MAGIC_OFFSET, "ARM\x64", 4))
		return ARM64_IMAGE_PLAIN;
	if (!memcmp(bytes, "MZ", 2) && !memcmp(bytes + ZBOOT_MAGIC_OFFSET, "zimg", 4))
		return ARM64_IMAGE_ZBOOT;
	return elf_kernel_is(bytes, length, EM_AARCH64) ? ARM64_IMAGE_VMLINUX : ARM64_IMAGE_NONE;
}

bool arm64_image_is_plain(const char *bytes, size_t length)
{
	return arm64_image_kind(bytes, length) == ARM64_IMAGE_PLAIN;
}

static int no_kernel(struct error *err)
{
	return error_set(err, ERROR_USAGE, EBADMSG,
			 "no kernel: neither an Image, compressed or not, nor a vmlinux for arm64");
}

static int payload_uncompress(const char *bytes, size_t length, char **ret_image,
			      size_t *ret_length, struct error *err)
{
	CLEANUP_FREE char *image = NULL;
	size_t image_length;

	if (uncompress(bytes, length, &image, &image_length, NULL) < 0 ||
	    !arm64_image_is_plain(image, image_length))
		return no_kernel(err);
	*ret_image = take_pointer(image);
	*ret_length = image_length;
	return 0;
}

static int zboot_unpack(const char *bytes, size_t length, char **ret_image, size_t *ret_length,
			struct error *err)
{
	size_t start = kernel_header_u32(bytes + ZBOOT_PAYLOAD_OFFSET);
	size_t payload_length = kernel_header_u32(bytes + ZBOOT_PAYLOAD_LENGTH);

	if (start >= length || payload_length > length - start)
		return error_set(err, ERROR_USAGE, EBADMSG,
				 "a damaged EFI zboot image: its header points past its end");
	return payload_uncompress(bytes + start, payload_length, ret_image, ret_length, err);
}

struct span {
	uint64_t start, end; /* addresses */
};

static struct span segments_span(const char *bytes, size_t length)
{
	struct span span = { UINT64_MAX, 0 };
	Elf64_Phdr segment;

	for (unsigned int i = 0; elf_kernel_segment(bytes, length, i, &segment); i++) {
		if (segment.p_type != PT_LOAD || !segment.p_filesz)
			continue;
		if (segment.p_vaddr < span.start)
			span.start = segment.p_vaddr;
		if (segment.p_vaddr + segment.p_filesz > span.end)
			span.end = segment.p_vaddr + segment.p_filesz;
	}
	return span;
}

/* What `objcopy -O binary` makes of it, and the kernel's own build its Image. */
static int vmlinux_flatten(const char *bytes, size_t length, char **ret_image, size_t *ret_length,
			   struct error *err)
{
	struct span span = segments_span(bytes, length);
	CLEANUP_FREE char *image = NULL;
	Elf64_Phdr segment;

	if (!elf_kernel_is_whole(bytes, length))
		return error_set(err, ERROR_USAGE, EBADMSG,
				 "a vmlinux that was cut off: its headers point past its end");
	if (span.start >= span.end || span.end - span.start > IMAGE_MOST_BYTES)
		return no_kernel(err);
	image = calloc(span.end - span.start, 1);
	if (!image)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	for (unsigned int i = 0; elf_kernel_segment(bytes, length, i, &segment); i++)
		if (segment.p_type == PT_LOAD && segment.p_filesz)
			memcpy(image + (segment.p_vaddr - span.start), bytes + segment.p_offset,
			       segment.p_filesz);
	if (!arm64_image_is_plain(image, span.end - span.start))
		return no_kernel(err);
	*ret_image = take_pointer(image);
	*ret_length = span.end - span.start;
	return 0;
}

int arm64_image_unpack(char *bytes, size_t length, char **ret_image, size_t *ret_length,
		       struct error *err)
{
	switch (arm64_image_kind(bytes, length)) {
	case ARM64_IMAGE_ZBOOT:
		return zboot_unpack(bytes, length, ret_image, ret_length, err);
	case ARM64_IMAGE_VMLINUX:
		return vmlinux_flatten(bytes, length, ret_image, ret_length, err);
	default:
		return payload_uncompress(bytes, length, ret_image, ret_length, err);
	}
}
