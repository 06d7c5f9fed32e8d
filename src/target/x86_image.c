// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/x86_image.h"
#include "target/elf_kernel.h"
#include "target/uncompress.h"
#include "common/cleanup.h"

#include <elf.h>
#include <errno.h>
#include <gelf.h>
#include <libelf.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define SECTOR_BYTES 512
#define SETUP_SECTS_OFFSET 0x1f1
#define HEADER_MAGIC_OFFSET 0x202
#define PAYLOAD_OFFSET_OFFSET 0x248
#define PAYLOAD_LENGTH_OFFSET 0x24c
#define HEADER_END 0x250
#define PVH_NOTE_TYPE 18 /* XEN_ELFNOTE_PHYS32_ENTRY */

enum x86_image_kind x86_image_kind(const char *bytes, size_t length)
{
	if (length >= HEADER_END && !memcmp(bytes + HEADER_MAGIC_OFFSET, "HdrS", 4))
		return X86_IMAGE_BZIMAGE;
	return elf_kernel_is(bytes, length, EM_X86_64) ? X86_IMAGE_VMLINUX : X86_IMAGE_NONE;
}

int x86_image_payload(const char *bytes, size_t length, const char **ret_payload,
		      size_t *ret_length, struct error *err)
{
	size_t sectors, start, payload_length;

	if (x86_image_kind(bytes, length) != X86_IMAGE_BZIMAGE)
		return error_set(err, ERROR_USAGE, EBADMSG, "no bzImage: it has no boot header");
	sectors = (unsigned char)bytes[SETUP_SECTS_OFFSET];
	/* "for backwards compatibility, 0 is treated as 4" */
	start = ((sectors ? sectors : 4) + 1) * SECTOR_BYTES +
		kernel_header_u32(bytes + PAYLOAD_OFFSET_OFFSET);
	payload_length = kernel_header_u32(bytes + PAYLOAD_LENGTH_OFFSET);
	if (start >= length || payload_length > length - start || payload_length < 8)
		return error_set(err, ERROR_USAGE, EBADMSG,
				 "a damaged bzImage: its header points past its end");
	*ret_payload = bytes + start;
	*ret_length = payload_length;
	return 0;
}

/* All but gzip are followed by four bytes with the length, which are no part of the stream. */
static size_t stream_length(const char *payload, size_t length)
{
	bool gzip = (unsigned char)payload[0] == 0x1f && (unsigned char)payload[1] == 0x8b;

	return gzip ? length : length - 4;
}

int x86_image_uncompress(const char *bytes, size_t length, char **ret_vmlinux, size_t *ret_length,
			 struct error *err)
{
	CLEANUP_FREE char *vmlinux = NULL;
	size_t payload_length, vmlinux_length;
	const char *payload;
	int r = x86_image_payload(bytes, length, &payload, &payload_length, err);

	if (!r)
		r = uncompress(payload, stream_length(payload, payload_length), &vmlinux,
			       &vmlinux_length, err);
	if (r < 0)
		return r;
	if (!elf_kernel_is(vmlinux, vmlinux_length, EM_X86_64))
		return error_set(err, ERROR_USAGE, EBADMSG,
				 "the kernel inside the bzImage is compressed in an unknown way");
	*ret_vmlinux = take_pointer(vmlinux);
	*ret_length = vmlinux_length;
	return 0;
}

static bool notes_have_pvh(Elf_Data *data)
{
	size_t offset = 0, name, description;
	GElf_Nhdr note;

	while (data && (offset = gelf_getnote(data, offset, &note, &name, &description)) > 0)
		if (note.n_type == PVH_NOTE_TYPE && note.n_namesz == 4 &&
		    !memcmp((char *)data->d_buf + name, "Xen", 4))
			return true;
	return false;
}

bool x86_image_has_pvh(char *vmlinux, size_t length)
{
	size_t count = 0;
	bool found = false;
	Elf *elf;

	elf_version(EV_CURRENT);
	elf = elf_memory(vmlinux, length);
	if (!elf || elf_getphdrnum(elf, &count) < 0)
		count = 0;
	for (size_t i = 0; i < count && !found; i++) {
		GElf_Phdr header;

		if (!gelf_getphdr(elf, (int)i, &header) || header.p_type != PT_NOTE ||
		    header.p_offset > length || header.p_filesz > length - header.p_offset)
			continue;
		found = notes_have_pvh(elf_getdata_rawchunk(elf, (int64_t)header.p_offset,
							    header.p_filesz, ELF_T_NHDR));
	}
	elf_end(elf);
	return found;
}
