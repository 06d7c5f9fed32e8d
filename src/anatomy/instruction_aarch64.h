/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_INSTRUCTION_AARCH64_H
#define BPFTAX_ANATOMY_INSTRUCTION_AARCH64_H

/*
 * Arm's Architecture Reference Manual for A-profile, C4.1 (A64 instruction set encoding).
 * bytes are those of one whole instruction, size how many; more are never read.
 */

#include "anatomy/instruction.h"

struct instruction instruction_aarch64(const uint8_t *bytes, size_t size, uint64_t address);

#endif
