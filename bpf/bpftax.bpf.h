/* SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause) */
#ifndef BPFTAX_BPF_H
#define BPFTAX_BPF_H

/*
 * What every program of bpftax includes.
 *
 * A file holds one body, written once with BPFTAX_PROGRAM; the agent loads it as whatever program
 * type a mechanism needs (kprobe, tracepoint, raw tracepoint, tracing...), so that the body's
 * instructions are the same everywhere.  It must return 0 and may pass ctx to helpers, but must
 * not read from it.
 *
 *	BPFTAX_PROGRAM
 *	{
 *		return 0;
 *	}
 */

#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define BPFTAX_PROGRAM                                                                             \
	int bpftax(void *ctx);                                                                     \
	SEC("bpftax.any")                                                                          \
	int bpftax(void *ctx)

/* Makes the compiler believe that the value is used, and may have changed. */
#define BPFTAX_USE(value)                                                                          \
	({                                                                                         \
		__typeof__(value) used_ = (value);                                                 \
		asm volatile("" : "+r"(used_));                                                    \
		used_;                                                                             \
	})

char LICENSE[] SEC("license") = "Dual BSD/GPL";

#endif
