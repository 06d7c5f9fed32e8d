// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/trigger/usdt_note.h"
#include "common/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <stdbool.h>
#include <string.h>

#define OWNER "stapsdt"
#define TYPE 3 /* _SDT_NOTE_TYPE */
#define SECTION ".note.stapsdt"

/* What is left of the section. */
struct cursor {
	const char *at;
	size_t left;
};

static const char *take(struct cursor *cursor, size_t length)
{
	const char *at = cursor->at;

	if (length > cursor->left)
		return NULL;
	cursor->at += length;
	cursor->left -= length;
	return at;
}

/* Names and descriptions are padded to words; the last padding may be missing. */
static const char *take_padded(struct cursor *cursor, size_t length)
{
	const char *at = take(cursor, length);
	size_t padding = -length & 3;

	if (at)
		take(cursor, padding < cursor->left ? padding : cursor->left);
	return at;
}

/* Whether a string ends within the cursor, which then stands behind it, and is this text. */
static bool string_is(struct cursor *cursor, const char *text)
{
	const char *at = cursor->at;
	size_t length = strnlen(at, cursor->left);

	return take(cursor, length + 1) && !strcmp(at, text);
}

/* What is left of the description, where its end is there and there is room. */
static void arguments_take(struct cursor *cursor, char arguments[USDT_ARGUMENTS_SIZE])
{
	size_t length = strnlen(cursor->at, cursor->left);

	if (length < cursor->left && length < USDT_ARGUMENTS_SIZE)
		memcpy(arguments, cursor->at, length + 1);
}

static bool description_is(struct cursor description, const char *provider, const char *name,
			   struct usdt_note *ret_note)
{
	uint64_t addresses[3];
	const char *at = take(&description, sizeof(addresses));

	if (!at || !string_is(&description, provider) || !string_is(&description, name))
		return false;
	memcpy(addresses, at, sizeof(addresses));
	*ret_note = (struct usdt_note){ addresses[0], addresses[1], addresses[2], "" };
	arguments_take(&description, ret_note->arguments);
	return true;
}

/* 1: found; 0: another note; -EBADMSG: cut off. */
static int note_next(struct cursor *cursor, const char *provider, const char *name,
		     struct usdt_note *ret_note)
{
	Elf64_Nhdr header;
	const char *at = take(cursor, sizeof(header)), *owner;
	struct cursor description;

	if (!at)
		return -EBADMSG;
	memcpy(&header, at, sizeof(header));
	owner = take_padded(cursor, header.n_namesz);
	description = (struct cursor){ take_padded(cursor, header.n_descsz), header.n_descsz };
	if (!owner || !description.at)
		return -EBADMSG;
	return header.n_type == TYPE && header.n_namesz == sizeof(OWNER) &&
	       !memcmp(owner, OWNER, sizeof(OWNER)) &&
	       description_is(description, provider, name, ret_note);
}

int usdt_note_find(const void *bytes, size_t length, const char *provider, const char *name,
		   struct usdt_note *ret_note)
{
	struct cursor cursor = { bytes, length };

	while (cursor.left) {
		int found = note_next(&cursor, provider, name, ret_note);

		if (found)
			return found < 0 ? found : 0;
	}
	return -ENOENT;
}

static Elf_Data *section_data(Elf *elf, const char *wanted)
{
	size_t names;
	Elf_Scn *section = NULL;
	GElf_Shdr header;

	if (elf_getshdrstrndx(elf, &names))
		return NULL;
	while ((section = elf_nextscn(elf, section))) {
		const char *name =
		    gelf_getshdr(section, &header) ? elf_strptr(elf, names, header.sh_name) : NULL;

		if (name && !strcmp(name, wanted))
			return elf_rawdata(section, NULL);
	}
	return NULL;
}

int usdt_note_find_in_file(const char *path, const char *provider, const char *name,
			   struct usdt_note *ret_note)
{
	CLEANUP_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
	Elf_Data *data;
	Elf *elf;
	int found;

	if (fd < 0)
		return -errno;
	elf_version(EV_CURRENT);
	/*
	 * Read, never mapped: a mapping of a probed file gets the breakpoint too and raises the
	 * semaphore once more, and unmapping does not lower it (kernel/events/uprobes.c,
	 * uprobe_mmap() and uprobe_munmap()).
	 */
	elf = elf_begin(fd, ELF_C_READ, NULL);
	if (!elf || elf_kind(elf) != ELF_K_ELF) {
		elf_end(elf);
		return -ENOEXEC;
	}
	data = section_data(elf, SECTION);
	found =
	    data ? usdt_note_find(data->d_buf, data->d_size, provider, name, ret_note) : -ENOENT;
	elf_end(elf);
	return found;
}
