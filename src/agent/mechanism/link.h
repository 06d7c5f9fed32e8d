/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_LINK_H
#define BPFTAX_AGENT_LINK_H

/*
 * What the mechanisms that are BPF links of their own share: raw tracepoints, trampolines,
 * kprobe.multi.
 */

#include <stdbool.h>
#include "agent/attachment.h"

/* Attaches to the hook's tracepoint by name (raw) or by the loaded BTF id (name is NULL). */
int link_raw_tracepoint(struct attachment *attachment, const char *name, struct error *err);

/* Attaches a trampoline to the function that the program was loaded for. */
int link_trampoline(struct attachment *attachment, struct error *err);

/* Attaches kprobe.multi to the hook's function, at entry or at return. */
int link_kprobe_multi(struct attachment *attachment, bool is_return, struct error *err);

/* Checks that the kernel calls the link this type; puts "link" into the proof. */
int link_prove(struct attachment *attachment, enum bpf_link_type wanted, struct error *err);

/* The same for a trampoline, and of what kind it is ("attach_type" in the proof). */
int link_prove_tracing(struct attachment *attachment, enum bpf_attach_type wanted,
		       struct error *err);

/*
 * Checks that enabled_functions has the hook's function, with a direct call when is_direct (a
 * trampoline) and without when not; puts the line into the proof ("enabled_functions").
 */
int link_function_prove(struct attachment *attachment, bool is_direct, struct error *err);

#endif
