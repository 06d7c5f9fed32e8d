// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/kernel_text.h"
#include "common/cleanup.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>

/* Where an address stands in a core file, by its segments. */
static int segment_find(int fd, uint64_t address, off_t *ret_offset)
{
	Elf64_Ehdr header;
	Elf64_Phdr segment;

	if (pread(fd, &header, sizeof(header), 0) != sizeof(header))
		return -EIO;
	for (unsigned int i = 0; i < header.e_phnum; i++) {
		off_t at = (off_t)(header.e_phoff + i * sizeof(segment));

		if (pread(fd, &segment, sizeof(segment), at) != sizeof(segment))
			return -EIO;
		if (segment.p_type != PT_LOAD || address < segment.p_vaddr ||
		    address - segment.p_vaddr >= segment.p_memsz)
			continue;
		*ret_offset = (off_t)(segment.p_offset + (address - segment.p_vaddr));
		return 0;
	}
	return -ENOENT;
}

int core_read(int fd, uint64_t address, void *bytes, size_t length)
{
	off_t offset;
	int found = segment_find(fd, address, &offset);

	if (found < 0)
		return found;
	return pread(fd, bytes, length, offset) == (ssize_t)length ? 0 : -EIO;
}

int kernel_text_read(uint64_t address, void *bytes, size_t length)
{
	CLEANUP_CLOSE int fd = open("/proc/kcore", O_RDONLY | O_CLOEXEC);

	return fd < 0 ? -errno : core_read(fd, address, bytes, length);
}
