/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RECORDING_LAYOUT_H
#define BPFTAX_RECORDING_LAYOUT_H

/*
 * What the plugin writes and src/anatomy/recording.h reads: sections, each a head with so many
 * bytes behind it, in the machine's byte order, as both run on one machine.
 *
 *	begin, then of each window, in the order in which they ended:
 *	    instructions     those that no window before had, numbered from 0 on; missing if none
 *	    window           counts of those that ran in it
 *	    path             if it was asked for: their numbers in the order in which they ran
 *
 * A begin starts anew: numbers are of what came since.  A recording that is cut off ends within a
 * section, which the reader refuses.
 */

#include <stdint.h>

#define RECORDING_MAGIC 0x3152786174667062u /* "bpftaxR1" */

enum recording_section_kind {
	RECORDING_BEGIN = 1,
	RECORDING_INSTRUCTIONS,
	RECORDING_WINDOW,
	RECORDING_PATH,
};

struct recording_section {
	uint32_t kind;
	uint32_t reserved;
	uint64_t bytes; /* that follow; a multiple of 8 */
};

/* machine: as QEMU calls it, "x86_64" or "aarch64"; ends with zeroes. */
struct recording_begin {
	uint64_t magic;
	char machine[16];
};

#define RECORDING_INSTRUCTION_BYTES_MAX 15

struct recording_instruction {
	uint64_t address;
	uint8_t size;
	uint8_t bytes[RECORDING_INSTRUCTION_BYTES_MAX];
};

/*
 * jumps: after how many of its executions something else ran than the instruction behind it or
 * itself again.
 */
struct recording_count {
	uint64_t number; /* of the instruction */
	uint64_t executions, loads, stores, jumps;
};

/* A path's section is a count and so many uint32_t, filled up with zeroes to a multiple of 8. */

#endif
