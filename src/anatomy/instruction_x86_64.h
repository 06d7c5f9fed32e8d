/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_INSTRUCTION_X86_64_H
#define BPFTAX_ANATOMY_INSTRUCTION_X86_64_H

/*
 * Intel's Software Developer's Manual, volume 2, appendix A (opcode maps).
 * bytes are those of one whole instruction, size how many; more are never read.
 */

#include "anatomy/instruction.h"

struct instruction instruction_x86_64(const uint8_t *bytes, size_t size, uint64_t address);

#endif
