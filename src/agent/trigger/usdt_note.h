/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_USDT_NOTE_H
#define BPFTAX_AGENT_USDT_NOTE_H

/*
 * The notes in which an ELF file says where its usdt probe points are (section .note.stapsdt;
 * the layout is that of <sys/sdt.h>, in 64 bits and our byte order).
 *
 *	struct usdt_note note;
 *
 *	if (!usdt_note_find(bytes, length, "bpftax", "tick", &note))
 *		use(note.location);
 */

#include <stddef.h>
#include <stdint.h>

#define USDT_ARGUMENTS_SIZE 160

/* Addresses as linked; the file may have been loaded elsewhere by (run-time base - base). */
struct usdt_note {
	uint64_t location;
	uint64_t base;			     /* of section .stapsdt.base */
	uint64_t semaphore;		     /* 0: none */
	char arguments[USDT_ARGUMENTS_SIZE]; /* where each is, "8@%rdi -4@$1"; "": none, or too long
					      */
};

/*
 * 0; -ENOENT when no note is of this provider and name; -EBADMSG when the bytes end within a note
 * before one was found.  Never reads outside of bytes.
 */
int usdt_note_find(const void *bytes, size_t length, const char *provider, const char *name,
		   struct usdt_note *ret_note);

/* The same in an ELF file, which is not mapped; also -errno of opening it, -ENOEXEC when it is no
 * ELF file. */
int usdt_note_find_in_file(const char *path, const char *provider, const char *name,
			   struct usdt_note *ret_note);

#endif
