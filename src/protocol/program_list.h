/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every program that can be attached: PROGRAM(identifier, name, summary).
 *
 * bpf/<identifier>.bpf.c holds its one body; the agent loads it as whatever program type the
 * mechanism needs.  A name that ends in "-" is a family with a parameter: `delay-343ns`.
 * Included several times; no include guard on purpose.
 */
PROGRAM(null, "null", "returns 0")
PROGRAM(map, "map", "writes the pid from the helper into a per-CPU array")
PROGRAM(array_lookup, "array-lookup", "looks up and reads an entry of an array")
PROGRAM(percpu_array_add, "percpu-array-add", "counts in a per-CPU array")
PROGRAM(hash_lookup, "hash-lookup", "looks up and reads an entry of a hash")
PROGRAM(hash_update, "hash-update", "looks up and rewrites an entry of a per-CPU hash")
PROGRAM(ringbuf, "ringbuf", "reserves and submits 8 bytes in a ring buffer, waking nobody")
PROGRAM(perf_output, "perf-output", "puts 8 bytes into the CPU's perf buffer")
PROGRAM(ktime, "ktime", "reads the clock")
PROGRAM(pid_tgid, "pid-tgid", "asks which process and thread runs")
PROGRAM(pid_filter, "pid-filter", "counts in a per-CPU array when one process runs, as -p does")
PROGRAM(comm, "comm", "copies the running thread's name")
PROGRAM(probe_read_8, "probe-read-8", "copies 8 bytes of kernel memory")
PROGRAM(probe_read_64, "probe-read-64", "copies 64 bytes of kernel memory")
PROGRAM(stackid, "stackid", "walks the kernel's stack and looks it up")
PROGRAM(tail_call, "tail-call", "jumps to a second program that returns 0")
PROGRAM(subprog, "subprog", "calls a function of its own")
PROGRAM(delay, "delay-", "spends a known time, delay-343ns, calibrated in place")
PROGRAM(alu, "alu-", "makes so many additions, alu-50: work of a known size")
