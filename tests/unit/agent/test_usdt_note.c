// SPDX-License-Identifier: GPL-2.0-or-later
/* The notes of usdt probe points: whole, cut off anywhere, hostile; and those of this program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <elf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/arch/arch.h"
#include "agent/trigger/usdt.h"
#include "agent/trigger/usdt_note.h"
#include "agent/trigger/user_probes.h"

struct section {
	char bytes[512];
	size_t length;
};

static void append(struct section *section, const void *bytes, size_t length)
{
	memcpy(section->bytes + section->length, bytes, length);
	section->length += length;
}

static void pad(struct section *section)
{
	append(section, "\0\0\0", -section->length & 3);
}

/* strings: provider, name and arguments, each with its NUL. */
static void note_append(struct section *section, const char *owner, uint32_t type,
			uint64_t location, const char *strings, size_t length)
{
	Elf64_Nhdr header = { (uint32_t)strlen(owner) + 1, (uint32_t)(24 + length), type };
	uint64_t addresses[] = { location, 0x5000, location + 1 };

	append(section, &header, sizeof(header));
	append(section, owner, strlen(owner) + 1);
	pad(section);
	append(section, addresses, sizeof(addresses));
	append(section, strings, length);
	pad(section);
}

#define NOTE(section, owner, type, location, strings)                                              \
	note_append(section, owner, type, location, strings, sizeof(strings))

static void make(struct section *section)
{
	*section = (struct section){ .length = 0 };
	NOTE(section, "GNU", 3, 0x1000, "bpftax\0tick\0");
	NOTE(section, "stapsdt", 4, 0x1100, "bpftax\0tick\0");
	NOTE(section, "stapsdt", 3, 0x1200, "bpftax\0ticks\0");
	NOTE(section, "stapsdt", 3, 0x1300, "other\0tick\0");
	NOTE(section, "stapsdt", 3, 0x1400, "bpftax\0tick\0-4@%edi");
}

/* From a buffer that ends where the bytes end, so that a sanitizer sees a read beyond. */
static int find(const char *bytes, size_t length, const char *name, struct usdt_note *ret_note)
{
	char *copy = calloc(1, length ? length : 1);
	int found;

	memcpy(copy, bytes, length);
	found = usdt_note_find(copy, length, "bpftax", name, ret_note);
	free(copy);
	return found;
}

static void the_right_note_is_found(void **state)
{
	struct usdt_note note = {};
	struct section section;

	(void)state;
	make(&section);
	assert_int_equal(find(section.bytes, section.length, "tick", &note), 0);
	assert_int_equal(note.location, 0x1400);
	assert_int_equal(note.base, 0x5000);
	assert_int_equal(note.semaphore, 0x1401);
	assert_string_equal(note.arguments, "-4@%edi");
	assert_int_equal(find(section.bytes, section.length, "ticks", &note), 0);
	assert_int_equal(note.location, 0x1200);
	assert_int_equal(find(section.bytes, section.length, "tic", &note), -ENOENT);
	assert_int_equal(find(section.bytes, 0, "tick", &note), -ENOENT);
}

/* The last note is whole but for its padding from here on. */
static void cut_off_anywhere(void **state)
{
	struct usdt_note note, untouched = { 1, 2, 3 };
	struct section section;
	size_t padding;

	(void)state;
	make(&section);
	padding = -(24 + sizeof("bpftax\0tick\0-4@%edi")) & 3;
	for (size_t length = 0; length < section.length - padding; length++) {
		int found;

		note = untouched;
		found = find(section.bytes, length, "tick", &note);
		assert_true(found == -EBADMSG || found == -ENOENT);
		assert_memory_equal(&note, &untouched, sizeof(note));
	}
	for (size_t length = section.length - padding; length <= section.length; length++)
		assert_int_equal(find(section.bytes, length, "tick", &note), 0);
}

static void lengths_that_lie(void **state)
{
	static const uint32_t sizes[] = { 0xffffffff, 0xfffffffc, 0x80000000, 0x7fffffff, 1000 };
	struct usdt_note note;
	struct section section = { .length = 0 };

	(void)state;
	NOTE(&section, "stapsdt", 3, 0x1400, "bpftax\0tick\0");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		struct section bad = section;

		memcpy(bad.bytes, &sizes[i], 4);
		assert_int_equal(find(bad.bytes, bad.length, "tick", &note), -EBADMSG);
		bad = section;
		memcpy(bad.bytes + 4, &sizes[i], 4);
		assert_int_equal(find(bad.bytes, bad.length, "tick", &note), -EBADMSG);
	}
}

/* A name without its end, and a description too short for its addresses, are other notes. */
static void descriptions_too_short(void **state)
{
	struct usdt_note note;
	struct section section = { .length = 0 };

	(void)state;
	note_append(&section, "stapsdt", 3, 0x1400, "bpftax\0tick", 11);
	assert_int_equal(find(section.bytes, section.length, "tick", &note), -ENOENT);
	for (uint32_t length = 0; length < 24 + 11; length++) {
		memcpy(section.bytes + 4, &length, 4);
		assert_true(find(section.bytes, section.length, "tick", &note) != 0);
	}
}

/* Those that do not end within the note, or are too many, are none. */
static void arguments_that_are_left_out(void **state)
{
	char many[24 + USDT_ARGUMENTS_SIZE + 1] = "bpftax\0tick\0";
	struct usdt_note note;
	struct section section = { .length = 0 };

	(void)state;
	NOTE(&section, "stapsdt", 3, 0x1400, "bpftax\0tick\0");
	assert_int_equal(find(section.bytes, section.length, "tick", &note), 0);
	assert_string_equal(note.arguments, "");
	section.length = 0;
	note_append(&section, "stapsdt", 3, 0x1400,
		    "bpftax\0tick\0"
		    "8@%rdi",
		    12 + 6);
	assert_int_equal(find(section.bytes, section.length, "tick", &note), 0);
	assert_string_equal(note.arguments, "");
	for (size_t length = USDT_ARGUMENTS_SIZE - 1; length <= USDT_ARGUMENTS_SIZE; length++) {
		memset(many + 12, 'a', length);
		section.length = 0;
		note_append(&section, "stapsdt", 3, 0x1400, many, 12 + length + 1);
		assert_int_equal(find(section.bytes, section.length, "tick", &note), 0);
		assert_int_equal(strlen(note.arguments), length < USDT_ARGUMENTS_SIZE ? length : 0);
	}
}

/* What bpf_usdt_arg() is told of the agent's mark (agent/object_usdt.c). */
static void the_arguments_of_the_own_mark(void **state)
{
	struct user_probe probe;
	struct error err;
	char wanted[USDT_ARGUMENTS_SIZE] = "";

	(void)state;
	for (int i = 0; i < USDT_TEXT_ARGUMENTS; i++) {
		strcat(wanted, i ? " " : "");
		strcat(wanted, arch_ops.first_argument.note);
	}
	assert_int_equal(user_probe_find(USER_PROBE_USDT_TEXT, &probe, &err), 0);
	assert_string_equal(probe.arguments, wanted);
	assert_int_equal(user_probe_find(USER_PROBE_TEXT, &probe, &err), 0);
	assert_string_equal(probe.arguments, "");
}

static void files_that_are_none(void **state)
{
	struct usdt_note note;

	(void)state;
	assert_int_equal(usdt_note_find_in_file("/nowhere", "bpftax", "tick", &note), -ENOENT);
	assert_int_equal(usdt_note_find_in_file("/proc/self/maps", "bpftax", "tick", &note),
			 -ENOEXEC);
}

/* This program is position independent where the agent is not: the notes must be moved. */
static void own_probe_points(void **state)
{
	struct user_probe probe;
	struct error err;
	uint64_t offset, start_offset;
	unsigned int count = 0;

	(void)state;
	for (; user_probe_name(count); count++) {
		int found = user_probe_find(user_probe_name(count), &probe, &err);

		/* Of long nops nothing is made but on x86. */
		if (found == -EOPNOTSUPP && !arch_ops.call_target)
			continue;
		assert_int_equal(found, 0);
		assert_int_equal(*(const uint8_t *)(uintptr_t)probe.address, probe.first_byte);
		assert_int_equal(user_file_offset(probe.address, &offset, &err), 0);
		assert_int_equal(
		    user_file_offset((uint64_t)(uintptr_t)probe.function, &start_offset, &err), 0);
		assert_true(offset >= start_offset && offset < start_offset + 256);
		assert_int_equal(user_probe_run(user_probe_name(count), 3), 0);
	}
	assert_int_equal(count, 11);
	assert_true(probe.semaphore && *probe.semaphore == 0);
	assert_int_equal(usdt_semaphore_value(), 0);
	assert_int_equal(user_probe_find("user:pop", &probe, &err), -EOPNOTSUPP);
	assert_int_equal(user_probe_run("user:pop", 1), -ENOENT);
	assert_int_equal(user_file_offset(8, &offset, &err), -ENXIO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_right_note_is_found),
		cmocka_unit_test(cut_off_anywhere),
		cmocka_unit_test(lengths_that_lie),
		cmocka_unit_test(descriptions_too_short),
		cmocka_unit_test(arguments_that_are_left_out),
		cmocka_unit_test(the_arguments_of_the_own_mark),
		cmocka_unit_test(files_that_are_none),
		cmocka_unit_test(own_probe_points),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
