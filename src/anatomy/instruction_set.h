/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_INSTRUCTION_SET_H
#define BPFTAX_ANATOMY_INSTRUCTION_SET_H

/*
 * The reader of an architecture's instructions, by the machine's name.
 *
 *	const struct instruction_set *set = instruction_set_find("x86_64");
 *	struct instruction what = set->classify(bytes, size, address);
 */

#include "anatomy/instruction.h"

struct instruction_set {
	const char *machine; /* as QEMU and uname(2) call it */
	struct instruction (*classify)(const uint8_t *bytes, size_t size, uint64_t address);
};

/* NULL where there is none of this name. */
const struct instruction_set *instruction_set_find(const char *machine);

#endif
