/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PLUGIN_MARKS_H
#define BPFTAX_PLUGIN_MARKS_H

/*
 * The agent's marks (protocol/recording_marks.h) among other instructions.
 *
 *	enum recording_mark_kind kind = recording_mark_kind_of("x86_64");
 *
 *	mark = recording_mark_of(kind, bytes, size);
 */

#include <stddef.h>
#include <stdint.h>
#include "protocol/recording_marks.h"

enum recording_mark_kind {
	RECORDING_MARKS_NONE, /* none are known */
	RECORDING_MARKS_NOP,  /* x86-64 */
	RECORDING_MARKS_HINT, /* arm64 */
};

/* By QEMU's name for the machine. */
enum recording_mark_kind recording_mark_kind_of(const char *machine);

/* In bytes. */
size_t recording_mark_size(enum recording_mark_kind kind);

/* An enum recording_mark, or 0 for what is none. */
int recording_mark_of(enum recording_mark_kind kind, const uint8_t *bytes, size_t size);

#endif
