/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_USER_PROBES_H
#define BPFTAX_AGENT_USER_PROBES_H

/*
 * Probe points in the agent itself, for uprobes and usdt, and the loop that runs through them.
 *
 *	struct user_probe probe;
 *
 *	if (user_probe_find("user:nop", &probe, &err) < 0)
 *		...
 *	user_probe_run("user:nop", 1000);     // 1,000 hits of whatever is attached to it
 *
 * What a uprobe costs depends on the instruction that it stands on (arch/x86/kernel/uprobes.c);
 * which these are is the architecture's (agent/arch/arch.h):
 *
 *	user:nop	begins with a nop, which the kernel skips (arm64: from 6.13 on)
 *	user:push	begins with push, which the kernel emulates (arm64: stp, out of line)
 *	user:ret	begins with ret, executed out of line with a trap (arm64: emulated)
 *	user:nop5	begins with a nop of five bytes, of which 6.18 makes a call (x86)
 *	user:nop10	begins with one of ten bytes, of which 7.2 does
 *	user:usdt	a probe point of <sys/sdt.h>: a nop within a function
 *	user:usdt-semaphore	the same behind a counter, which the kernel raises while
 *				attached; the nop is passed over while it is 0
 *	user:usdt-nop5, user:usdt-nop10		probe points of <sys/sdt.h> with such nops
 */

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include "agent/trigger/usdt_note.h"
#include "common/error.h"

/*
 * What programs of somebody's object hang on (agent/object_section.h): a function that begins with
 * a nop and returns its first argument, and a probe point of <sys/sdt.h>.  Each of their arguments,
 * six and twelve, is the address of one text, so that a program that reads it finds something, the
 * same at each event.
 */
#define USER_PROBE_TEXT "user:text"
#define USER_PROBE_USDT_TEXT "user:usdt-text"

struct user_probe {
	const char *name;
	void (*function)(void); /* runs through the probe point once */
	uint64_t address;	/* of the probed instruction, in memory */
	uint8_t first_byte;	/* of that instruction, as compiled */
	bool is_usdt;
	const volatile uint16_t *semaphore;  /* of a usdt that has one, or NULL */
	char arguments[USDT_ARGUMENTS_SIZE]; /* of a usdt, as its note has them; or "" */
};

/* 0, or -EOPNOTSUPP when there is no probe point of this name or its note is not there. */
int user_probe_find(const char *which, struct user_probe *ret_probe, struct error *err);

/* The name of the i-th probe point, NULL behind the last. */
const char *user_probe_name(unsigned int i);

/*
 * Writes a line for every probe point, with the first bytes of its function and its semaphore as
 * they are now: two of these differ when something is attached in between.
 */
void user_probes_print(FILE *out);

/*
 * Runs through the probe point so often.  One loop for all of them, whether anything is attached
 * or not, so that a difference of two runs is the attachment's.  0, or -ENOENT for an unknown name.
 */
int user_probe_run(const char *which, uint64_t iterations);

/*
 * Where an address of the agent stands in its own file: what uprobes are given.  0 or a negative
 * errno (the address is not mapped from a file).
 */
int user_file_offset(uint64_t address, uint64_t *ret_offset, struct error *err);

#endif
