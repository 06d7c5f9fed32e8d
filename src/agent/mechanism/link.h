/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_LINK_H
#define BPFTAX_AGENT_LINK_H

/*
 * What the mechanisms that are BPF links of their own share: raw tracepoints, trampolines,
 * kprobe.multi.
 */

#include <linux/bpf.h>
#include <stdbool.h>
#include "agent/hooked.h"
#include "common/error.h"

/*
 * Takes a link over, which is negative when the kernel refused; hook is what it hangs on, for
 * people. 0 or that negative errno.
 */
int link_take(struct hooked *hooked, int link, const char *hook, struct error *err);

/* Attaches to the hook's tracepoint by name (raw) or by the loaded BTF id (name is NULL). */
int link_raw_tracepoint(struct hooked *hooked, const char *name, struct error *err);

/* Attaches a trampoline to the function that the program was loaded for. */
int link_trampoline(struct hooked *hooked, struct error *err);

/*
 * Attaches kprobe.multi to the hook's function, or to all that fit its pattern, at entry or at
 * return.
 */
int link_kprobe_multi(struct hooked *hooked, bool is_return, struct error *err);

/* Checks that the kernel calls the link this type; puts "link" into the proof. */
int link_prove(struct hooked *hooked, enum bpf_link_type wanted, struct error *err);

/* The same for a trampoline, and of what kind it is ("attach_type" in the proof). */
int link_prove_tracing(struct hooked *hooked, enum bpf_attach_type wanted, struct error *err);

/* The hook's function and the others that one link takes with it.  The caller frees the array. */
const char **link_functions(struct hooked *hooked, size_t *ret_count);

/* What the kernel says of the link; older ones leave zeroes. */
int link_info_read(const struct hooked *hooked, struct bpf_link_info *ret_info, struct error *err);

/*
 * Checks that enabled_functions has the hook's function, with a direct call when is_direct (a
 * trampoline) and without when not; puts the line into the proof ("enabled_functions").  Of a
 * pattern that it has all of them, and how many these are ("functions").
 */
int link_function_prove(struct hooked *hooked, bool is_direct, struct error *err);

#endif
