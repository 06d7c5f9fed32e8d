/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_LIBBPF_LOG_H
#define BPFTAX_AGENT_LIBBPF_LOG_H

/*
 * What libbpf says while it opens or loads an object of somebody else's: its errors are a code, its
 * reasons are lines that it prints.
 *
 *	libbpf_log_begin();
 *	object = bpf_object__open_mem(...);
 *	libbpf_log_end(reason, sizeof(reason));     // "" when it said nothing
 *
 * libbpf's printer is one for the process and knows no context, so that the lines lie in a
 * variable of the file.
 */

#include <stddef.h>

void libbpf_log_begin(void);

/* The last warning that is a reason, without "libbpf: "; the printer is what it was. */
void libbpf_log_end(char *ret_reason, size_t size);

#endif
