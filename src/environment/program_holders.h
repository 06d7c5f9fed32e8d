/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PROGRAM_HOLDERS_H
#define BPFTAX_PROGRAM_HOLDERS_H

/*
 * Which processes keep a BPF program, by its descriptor or by that of a link.
 *
 *	json_t *holders = program_holders("", 57);    // ["process 812 (bpftrace)"]
 */

#include <jansson.h>
#include <stdint.h>

/*
 * By prog_id in /proc/PID/fdinfo below root; a new array, without this process.  Empty where none
 * is seen: it is pinned, or its process is in another namespace.
 */
json_t *program_holders(const char *root, uint32_t program);

#endif
