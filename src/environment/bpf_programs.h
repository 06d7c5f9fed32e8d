/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_BPF_PROGRAMS_H
#define BPFTAX_BPF_PROGRAMS_H

/*
 * Tracing programs that others have loaded: any of them may hang on the hook, or run beside it.
 * By bpf(2) alone, so that the coordinator needs no libbpf for it.
 *
 *	json_t *programs = bpf_programs_of_others();       // ["12 tracing dump_task", ...]
 */

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/*
 * Kprobe, tracepoint, raw tracepoint, perf event and trampoline programs of which this process has
 * no descriptor: "ID TYPE NAME" each, a new array.  NULL without the right to ask (CAP_SYS_ADMIN).
 */
json_t *bpf_programs_of_others(void);

/* Whether this process has a descriptor of it. */
bool bpf_program_is_ours(uint32_t id);

#endif
