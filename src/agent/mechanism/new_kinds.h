/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_NEW_KINDS_H
#define BPFTAX_AGENT_NEW_KINDS_H

/*
 * Attach kinds that came after the libbpf we build on: their numbers, as include/uapi/linux/bpf.h
 * of later kernels has them, and links by bpf(2) itself.
 */

#include <stdbool.h>
#include "agent/hooked.h"
#include "common/error.h"

#define NEW_BPF_TRACE_UPROBE_MULTI 48	/* 6.6 */
#define NEW_BPF_TRACE_KPROBE_SESSION 56 /* 6.10 */
#define NEW_BPF_LINK_TYPE_UPROBE_MULTI 12

/*
 * The program at entry and at return of the hook's function, in one link.  -EOPNOTSUPP with the
 * reason where the kernel has no such kind.
 */
int link_kprobe_session(struct hooked *hooked, struct error *err);

/* The program on the hook's user probe by uprobe_multi, at entry or at return. */
int link_uprobe_multi(struct hooked *hooked, bool is_return, struct error *err);

#endif
