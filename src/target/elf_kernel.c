// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/elf_kernel.h"

#include <endian.h>
#include <string.h>

bool elf_kernel_is(const char *bytes, size_t length, uint16_t machine)
{
	static const char banner[] = "Linux version ";
	Elf64_Ehdr header;

	if (length < sizeof(header))
		return false;
	memcpy(&header, bytes, sizeof(header));
	return !memcmp(header.e_ident, ELFMAG, SELFMAG) && header.e_machine == machine &&
	       (header.e_type == ET_EXEC || header.e_type == ET_DYN) && header.e_phnum > 0 &&
	       memmem(bytes, length, banner, strlen(banner));
}

bool elf_kernel_segment(const char *bytes, size_t length, unsigned int number,
			Elf64_Phdr *ret_segment)
{
	Elf64_Ehdr header;
	uint64_t at;

	memcpy(&header, bytes, sizeof(header));
	at = header.e_phoff + (uint64_t)number * sizeof(*ret_segment);
	if (number >= header.e_phnum || at > length || sizeof(*ret_segment) > length - at)
		return false;
	memcpy(ret_segment, bytes + at, sizeof(*ret_segment));
	return ret_segment->p_offset <= length &&
	       ret_segment->p_filesz <= length - ret_segment->p_offset &&
	       ret_segment->p_vaddr <= UINT64_MAX - ret_segment->p_filesz;
}

bool elf_kernel_is_whole(const char *bytes, size_t length)
{
	Elf64_Phdr ignored;
	Elf64_Ehdr header;

	memcpy(&header, bytes, sizeof(header));
	for (unsigned int i = 0; i < header.e_phnum; i++)
		if (!elf_kernel_segment(bytes, length, i, &ignored))
			return false;
	return true;
}

uint32_t kernel_header_u32(const char *bytes)
{
	uint32_t value;

	memcpy(&value, bytes, sizeof(value));
	return le32toh(value);
}
