/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_MADE_CODE_H
#define BPFTAX_AGENT_MADE_CODE_H

/*
 * Code that the kernel makes while it runs: programs, trampolines, pages of copied instructions.
 * kallsyms has it too, but is long; the kernel tells perf of each piece that comes and goes
 * (PERF_RECORD_KSYMBOL, since 5.9 of all of them).
 *
 *	struct made_code made = {};
 *
 *	made_code_open(&made);
 *	... something is attached ...
 *	made_code_list(&made, list);       // what is there now
 *	made_code_close(&made);
 */

#include <jansson.h>
#include <stdbool.h>
#include "agent/code_table.h"

struct made_code {
	int fd;
	void *ring; /* keeps what is told; NULL: perf does not tell, and the list stays empty */
	size_t ring_bytes;
	struct code_table pieces; /* that are there; not sorted */
};

/* 0 or a negative errno. */
int made_code_open(struct made_code *made);

/*
 * Reads what was told meanwhile; also in a copy of the process, which then knows what it did not
 * know before it was copied and the other never will: so, before that.
 */
void made_code_update(struct made_code *made);

/* Adds what is there now to a list, as code_name_to_json() has it. */
void made_code_list(struct made_code *made, json_t *list);

/* Safe on zeroes. */
void made_code_close(struct made_code *made);

#endif
