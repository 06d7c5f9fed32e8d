// SPDX-License-Identifier: GPL-2.0-or-later
#include "fixtures.h"

#include <archive.h>
#include <archive_entry.h>
#include <elf.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

char *fixture_copy(const char *bytes, size_t length)
{
	char *copy = malloc(length ? length : 1);

	memcpy(copy, bytes, length);
	return copy;
}

static Elf64_Ehdr elf_header(uint16_t type)
{
	Elf64_Ehdr header = { .e_type = type,
			      .e_machine = EM_X86_64,
			      .e_version = EV_CURRENT,
			      .e_ehsize = sizeof(Elf64_Ehdr),
			      .e_phentsize = sizeof(Elf64_Phdr),
			      .e_shentsize = sizeof(Elf64_Shdr) };

	memcpy(header.e_ident, ELFMAG, SELFMAG);
	header.e_ident[EI_CLASS] = ELFCLASS64;
	header.e_ident[EI_DATA] = ELFDATA2LSB;
	header.e_ident[EI_VERSION] = EV_CURRENT;
	return header;
}

char *fixture_module(const char *modinfo, size_t modinfo_length, size_t *ret_length)
{
	static const char names[] = "\0.modinfo\0.shstrtab";
	size_t sections_at = sizeof(Elf64_Ehdr);
	size_t names_at = sections_at + 3 * sizeof(Elf64_Shdr);
	size_t info_at = names_at + sizeof(names);
	size_t length = info_at + modinfo_length;
	Elf64_Ehdr header = elf_header(ET_REL);
	Elf64_Shdr sections[3] = {
		{ 0 },
		{ .sh_name = 1,
		  .sh_type = SHT_PROGBITS,
		  .sh_offset = info_at,
		  .sh_size = modinfo_length,
		  .sh_addralign = 1 },
		{ .sh_name = 10,
		  .sh_type = SHT_STRTAB,
		  .sh_offset = names_at,
		  .sh_size = sizeof(names),
		  .sh_addralign = 1 },
	};
	char *bytes = malloc(length);

	header.e_shoff = sections_at;
	header.e_shnum = 3;
	header.e_shstrndx = 2;
	memcpy(bytes, &header, sizeof(header));
	memcpy(bytes + sections_at, sections, sizeof(sections));
	memcpy(bytes + names_at, names, sizeof(names));
	memcpy(bytes + info_at, modinfo, modinfo_length);
	*ret_length = length;
	return bytes;
}

char *fixture_vmlinux(int pvh, const char *tail, size_t tail_length, size_t *ret_length)
{
	static const char banner[] = "Linux version 6.99.0 (fixture)";
	struct {
		Elf64_Nhdr header;
		char name[4];
		uint32_t entry;
	} note = { { 4, 4, pvh ? 18 : 17 }, "Xen", 0x1000000 };
	size_t note_at = sizeof(Elf64_Ehdr) + sizeof(Elf64_Phdr);
	size_t banner_at = note_at + sizeof(note);
	size_t tail_at = banner_at + sizeof(banner);
	Elf64_Ehdr header = elf_header(ET_EXEC);
	Elf64_Phdr program = { .p_type = PT_NOTE,
			       .p_offset = note_at,
			       .p_filesz = sizeof(note),
			       .p_memsz = sizeof(note),
			       .p_align = 4 };
	char *bytes = malloc(tail_at + tail_length);

	header.e_phoff = sizeof(header);
	header.e_phnum = 1;
	memcpy(bytes, &header, sizeof(header));
	memcpy(bytes + sizeof(header), &program, sizeof(program));
	memcpy(bytes + note_at, &note, sizeof(note));
	memcpy(bytes + banner_at, banner, sizeof(banner));
	memcpy(bytes + tail_at, tail, tail_length);
	*ret_length = tail_at + tail_length;
	return bytes;
}

char *fixture_bzimage(const char *payload, size_t payload_length, size_t *ret_length)
{
	size_t setup_sectors = 2, payload_offset = 100;
	size_t payload_at = (setup_sectors + 1) * 512 + payload_offset;
	uint32_t offset = (uint32_t)payload_offset, length = (uint32_t)payload_length;
	char *bytes = calloc(1, payload_at + payload_length);

	bytes[0x1f1] = (char)setup_sectors;
	memcpy(bytes + 0x202, "HdrS", 4);
	memcpy(bytes + 0x248, &offset, 4);
	memcpy(bytes + 0x24c, &length, 4);
	memcpy(bytes + payload_at, payload, payload_length);
	*ret_length = payload_at + payload_length;
	return bytes;
}

char *fixture_arm64_image(const char *tail, size_t tail_length, size_t *ret_length)
{
	char bytes[0x40 + 64] = { 0 };

	memcpy(bytes, "MZ", 2);
	memcpy(bytes + 0x38, "ARM\x64", 4);
	memcpy(bytes + 0x40, tail, tail_length);
	*ret_length = sizeof(bytes);
	return fixture_copy(bytes, sizeof(bytes));
}

char *fixture_compress(const char *filter, const char *bytes, size_t length, size_t *ret_length)
{
	struct archive *writer = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	size_t capacity = length + 65536;
	char *packed = malloc(capacity);

	archive_write_set_format_raw(writer);
	archive_write_add_filter_by_name(writer, filter);
	archive_write_set_bytes_in_last_block(writer, 1);
	archive_write_open_memory(writer, packed, capacity, ret_length);
	archive_entry_set_filetype(entry, S_IFREG);
	archive_entry_set_pathname(entry, "data");
	archive_write_header(writer, entry);
	archive_write_data(writer, bytes, length);
	archive_entry_free(entry);
	archive_write_close(writer);
	archive_write_free(writer);
	return packed;
}
