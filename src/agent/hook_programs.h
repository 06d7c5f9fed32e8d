/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_HOOK_PROGRAMS_H
#define BPFTAX_AGENT_HOOK_PROGRAMS_H

/*
 * BPF programs of others on a hook, by the kernel's own lists: its links, and the perf events of
 * processes.  With two on a hook, neither costs what it costs alone.
 *
 *	json_t *programs = hook_programs(&hook, view.btf);
 *
 *	// ["fentry program dump_task (id 57) on udp_recvmsg, held by process 812 (bpftrace)"]
 */

#include <bpf/btf.h>
#include <jansson.h>
#include "agent/hook.h"

/*
 * A new array, without those of this process.  Both names of the hook may be given, or none; btf
 * may be NULL: then trampolines and BTF tracepoints cannot be told from others.  kprobe.multi and
 * perf events without a process show where they hang from Linux 6.6 on.  NULL without the right to
 * ask (CAP_SYS_ADMIN).
 */
json_t *hook_programs(const struct hook *hook, const struct btf *btf);

#endif
