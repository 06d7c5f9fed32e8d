/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PRIVILEGE_H
#define BPFTAX_PRIVILEGE_H

/*
 * What a process lacks to load, attach and count BPF programs of tracing: that it is refused then
 * says nothing of the kernel.
 *
 *	json_t *missing = privilege_missing("");    // ["CAP_BPF", "CAP_PERFMON", "CAP_SYS_ADMIN"]
 */

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * The effective capabilities that /proc/self/status below root does not show, a new array; all of
 * them in a user namespace, whose own do not count.  NULL where nobody knows.
 */
json_t *privilege_missing(const char *root);

/* Whether this process lacks any. */
bool privilege_is_missing(void);

/* "CAP_BPF, CAP_PERFMON and CAP_SYS_ADMIN" of such an array. */
void privilege_text(const json_t *missing, char *text, size_t size);

#endif
