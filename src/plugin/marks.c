// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/marks.h"

#include <string.h>

#define NOP_SIZE 8
#define HINT_SIZE 4

enum recording_mark_kind recording_mark_kind_of(const char *machine)
{
	if (!strcmp(machine, "x86_64"))
		return RECORDING_MARKS_NOP;
	return strcmp(machine, "aarch64") ? RECORDING_MARKS_NONE : RECORDING_MARKS_HINT;
}

size_t recording_mark_size(enum recording_mark_kind kind)
{
	return kind == RECORDING_MARKS_NOP ? NOP_SIZE : HINT_SIZE;
}

static int known(uint32_t number)
{
	return number > 0 && number <= RECORDING_MARK_LAST ? (int)number : 0;
}

static int nop_mark(const uint8_t *bytes)
{
	static const uint8_t opcode[] = RECORDING_MARK_NOP;
	uint32_t displacement;

	memcpy(&displacement, bytes + sizeof(opcode), sizeof(displacement));
	return memcmp(bytes, opcode, sizeof(opcode)) ? 0
						     : known(displacement - RECORDING_MARK_BASE);
}

static int hint_mark(const uint8_t *bytes)
{
	uint32_t word, number;

	memcpy(&word, bytes, sizeof(word));
	number = word - RECORDING_MARK_HINT;
	return number % 32 ? 0 : known(number / 32);
}

int recording_mark_of(enum recording_mark_kind kind, const uint8_t *bytes, size_t size)
{
	if (size != recording_mark_size(kind))
		return 0;
	return kind == RECORDING_MARKS_NOP ? nop_mark(bytes) : hint_mark(bytes);
}
