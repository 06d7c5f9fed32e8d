/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEST_RECORDING_SAMPLE_H
#define TEST_RECORDING_SAMPLE_H

/*
 * A recording without a guest: instructions that a test writes down, and windows as the paths that
 * were gone through them.  Counts follow from the paths.
 *
 *	static const struct sample_instruction code[] = {
 *		{ .address = 0x1000, .size = 5, .flow = FLOW_CALL, .target = 0x2000 },
 *		{ .address = 0x1005, .size = 1, .flow = FLOW_RETURN },
 *		{ .address = 0x2000, .size = 1, .flow = FLOW_RETURN, .loads = 1 },
 *	};
 *	static const uint32_t path[] = { 0, 2, 1 };
 *	const struct sample_window windows[] = { { path, 3, true } };
 *
 *	recording_sample_make(code, 3, windows, 1, &recording);
 *	recording_clear(&recording);
 */

#include "anatomy/recording.h"

struct sample_instruction {
	uint64_t address;
	uint8_t size;
	enum instruction_flow flow;
	uint64_t target; /* 0: none stands in the bytes */
	bool atomic, system;
	unsigned int loads, stores; /* of each execution */
};

struct sample_window {
	const uint32_t *path;
	size_t length;
	bool keep; /* the path is in the recording */
};

void recording_sample_make(const struct sample_instruction *code, size_t code_count,
			   const struct sample_window *windows, size_t window_count,
			   struct recording *ret_recording);

#endif
