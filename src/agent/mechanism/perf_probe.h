/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_PERF_PROBE_H
#define BPFTAX_AGENT_PERF_PROBE_H

/*
 * What the mechanisms carried by perf events share: kprobes at an offset, return probes,
 * tracepoints, other events, and their proof by BPF_TASK_FD_QUERY.
 */

#include <linux/bpf.h>
#include <stdbool.h>
#include "agent/hooked.h"
#include "agent/trace_text.h"
#include "common/error.h"

/*
 * Opens a kprobe (or return probe) event at the hook's function + offset and connects the
 * program.  Sets event_fd, link_fd, offset and hook_text.  0 or a negative errno (-EILSEQ: not at
 * an instruction's start).
 */
int perf_kprobe_attach(struct hooked *hooked, unsigned int offset, bool is_return,
		       struct error *err);

struct perf_event_attr;

/* Opens the event on one CPU and connects the program.  Sets event_fd and link_fd. */
int perf_event_attach(struct hooked *hooked, struct perf_event_attr *attr, struct error *err);

/* Opens a tracepoint event and connects the program.  0 or a negative errno. */
int perf_tracepoint_attach(struct hooked *hooked, struct error *err);

/* Asks BPF_TASK_FD_QUERY what the event is and puts the answer into the proof ("fd_query"). */
int perf_query_prove(struct hooked *hooked, enum bpf_task_fd_type wanted, struct error *err);

/*
 * Checks that the kernel holds the program for one that may sleep: of its kind, it refuses only
 * these on a kprobe, which is tried ("sleepable" of the proof).  -EPROTO when it takes it.
 */
int perf_sleepable_prove(struct hooked *hooked, struct error *err);

/*
 * Waits (at most 3 s: optimisation is asynchronous) until kprobes/list shows the probe in this
 * flavour; puts the line into the proof ("kprobes_list").  -EOPNOTSUPP when it does not.
 */
int kprobe_flavour_prove(struct hooked *hooked, enum kprobe_flavour flavour, struct error *err);

/*
 * The whole proof of a kprobe beside the ftrace site: kprobe_flavour_prove(), "probed_bytes" where
 * they are known, perf_query_prove().
 */
int kprobe_beside_entry_prove(struct hooked *hooked, enum kprobe_flavour flavour,
			      struct error *err);

/*
 * A kprobe beside the ftrace site: at the next instruction (agent/arch/arch.h).  Records the
 * probed bytes where /proc/kcore lets us read them.
 */
int perf_kprobe_attach_beside_entry(struct hooked *hooked, struct error *err);

/* Writes debug.kprobes-optimization; refused (-EBUSY) when there are foreign kprobes. */
int kprobe_optimization_set(struct hooked *hooked, bool on, struct error *err);

/* Back to what it was, where it was changed. */
void kprobe_optimization_restore(struct hooked *hooked);

#endif
