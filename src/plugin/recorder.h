/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PLUGIN_RECORDER_H
#define BPFTAX_PLUGIN_RECORDER_H

/*
 * Counts which instructions run within windows, and writes what it counted
 * (protocol/recording_layout.h).  It knows nothing of QEMU, so that tests can drive it.
 *
 *	struct recorder recorder;
 *
 *	recorder_init(&recorder, fd, "x86_64");
 *	recorder_begin(&recorder);                      // a recording
 *	instruction = recorder_instruction(&recorder, address, bytes, size);   // when translated
 *	recorder_window_begin(&recorder, true);
 *	recorder_executed(&recorder, instruction);      // each time it runs
 *	recorder_accessed(&recorder, instruction, true);
 *	recorder_window_end(&recorder);                 // is in the file now
 *	recorder_free(&recorder);
 *
 * Where memory ends or the file takes no more it goes silent for good: its reader finds a recording
 * with too few windows, or one that is cut off.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "protocol/recording_layout.h"

/* An address with the bytes that stood there when it was translated. */
struct watched {
	struct recording_instruction what;
	uint64_t executions, loads, stores, jumps; /* in the window that is open */
	uint64_t recording;			   /* that last knew its number */
	uint32_t number;
};

/* Pointers that grow. */
struct watched_list {
	struct watched **all;
	size_t count, room;
};

struct path_list {
	uint32_t *numbers;
	size_t count, room;
};

struct recorder {
	int fd;
	char machine[16];
	bool silent; /* something failed */
	bool open;   /* a window is, and not paused */
	bool paused; /* it goes on later */
	bool keeps_path;
	uint64_t recording; /* the how manyeth */
	uint32_t numbered;  /* instructions of it that have a number */
	struct watched **table;
	size_t table_size, table_count; /* a power of two, of which at most half is filled */
	struct watched_list touched;	/* in this window */
	struct watched_list fresh;	/* of these, those without a number before */
	struct path_list path;
	struct watched *last; /* that ran */
};

void recorder_init(struct recorder *recorder, int fd, const char *machine);
void recorder_free(struct recorder *recorder);

/* Numbers begin at 0 again; what is known of translated code stays. */
void recorder_begin(struct recorder *recorder);

/* The same pointer for the same address and bytes, good until the end; NULL when it is silent. */
struct watched *recorder_instruction(struct recorder *recorder, uint64_t address,
				     const uint8_t *bytes, size_t size);

/* A window that was open is forgotten. */
void recorder_window_begin(struct recorder *recorder, bool keeps_path);

/* Without an open window nothing, likewise all of these. */
void recorder_window_pause(struct recorder *recorder);
void recorder_window_go_on(struct recorder *recorder);
void recorder_window_end(struct recorder *recorder);

/* Of code between windows, which is nearly all of it, only the first line of each. */
void recorder_executed_in_window(struct recorder *recorder, struct watched *watched);

static inline void recorder_executed(struct recorder *recorder, struct watched *watched)
{
	if (recorder->open)
		recorder_executed_in_window(recorder, watched);
}

/*
 * Of the instruction that ran last: what the processor stores when it takes an exception is none's
 * (QEMU before 8.0 has it told by the last one that called a function of the emulator's).
 */
static inline void recorder_accessed(struct recorder *recorder, struct watched *watched,
				     bool is_store)
{
	if (!recorder->open || recorder->last != watched)
		return;
	if (is_store)
		watched->stores++;
	else
		watched->loads++;
}

#endif
