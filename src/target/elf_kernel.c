// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/elf_kernel.h"

#include <elf.h>
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

uint32_t kernel_header_u32(const char *bytes)
{
	uint32_t value;

	memcpy(&value, bytes, sizeof(value));
	return le32toh(value);
}
