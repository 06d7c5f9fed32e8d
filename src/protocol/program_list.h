/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every program that can be attached:
 * PROGRAM(identifier, name, parameter, leaves_out, summary, paragraph).
 *
 * bpf/<identifier>.bpf.c holds its one body; the agent loads it as whatever program type the
 * mechanism needs.  A name that ends in "-" is a family with a parameter, of which the
 * column has an example: `delay-343ns`; a whole number, and what stands behind it.
 * leaves_out is what it does not do of what those that it stands for do, so that its cost is a
 * lower bound of theirs; NULL: nothing. paragraph is what `bpftax explain` and the manual say.
 * Included several times; no include guard on purpose.
 */
PROGRAM(null, "null", NULL, NULL, "returns 0",
	"Returns 0 and does nothing: what the mechanism costs by itself. It is also what the sham "
	"of the baseline attaches.")
PROGRAM(
    map, "map", NULL, NULL, "writes the pid from the helper into a per-CPU array",
    "Takes the process id from bpf_get_current_pid_tgid() and writes it into the one entry of "
    "a per-CPU array by bpf_map_update_elem(): the program of the study that bpftax began with.")
PROGRAM(array_lookup, "array-lookup", NULL, NULL, "looks up and reads an entry of an array",
	"Looks the one entry of an array up and reads it.")
PROGRAM(percpu_array_add, "percpu-array-add", NULL, NULL, "counts in a per-CPU array",
	"Looks the one entry of a per-CPU array up and adds one to it, as most counters do.")
PROGRAM(hash_lookup, "hash-lookup", NULL, NULL, "looks up and reads an entry of a hash",
	"Looks an entry of a hash up and reads it. The key is there beforehand: a key that is "
	"missing costs less.")
PROGRAM(hash_update, "hash-update", NULL, NULL, "looks up and rewrites an entry of a per-CPU hash",
	"Looks an entry of a per-CPU hash up and writes it anew. The key is there beforehand, so "
	"that every run replaces and none inserts: the steady state.")
PROGRAM(ringbuf, "ringbuf", NULL, "it wakes nobody, and nobody reads its records",
	"reserves and submits 8 bytes in a ring buffer, waking nobody",
	"Reserves 8 bytes in a ring buffer and submits them, waking nobody. The agent empties the "
	"buffer between windows; a record that a full one refused would be cheap, and is counted.")
PROGRAM(perf_output, "perf-output", NULL, "nobody reads its records, and so nobody is woken",
	"puts 8 bytes into the CPU's perf buffer",
	"Puts 8 bytes into the CPU's perf buffer, which is written over and over and needs no "
	"reader.")
PROGRAM(ktime, "ktime", NULL, NULL, "reads the clock", "Reads the clock by bpf_ktime_get_ns().")
PROGRAM(pid_tgid, "pid-tgid", NULL, NULL, "asks which process and thread runs",
	"Asks which process and thread runs, by bpf_get_current_pid_tgid().")
PROGRAM(pid_filter, "pid-filter", NULL, NULL,
	"counts in a per-CPU array when one process runs, as -p does",
	"Compares the process that runs with one from a map and counts it in a per-CPU array, as a "
	"tool with -p does. In a study no process is wanted: it costs what a miss costs.")
PROGRAM(comm, "comm", NULL, NULL, "copies the running thread's name",
	"Copies the running thread's name by bpf_get_current_comm().")
PROGRAM(probe_read_8, "probe-read-8", NULL, NULL, "copies 8 bytes of kernel memory",
	"Copies 8 bytes by bpf_probe_read_kernel(), from an address that is always valid.")
PROGRAM(probe_read_64, "probe-read-64", NULL, NULL, "copies 64 bytes of kernel memory",
	"Copies 64 bytes by bpf_probe_read_kernel(), from an address that is always valid.")
PROGRAM(stackid, "stackid", NULL, NULL, "walks the kernel's stack and looks it up",
	"Walks the kernel's stack by bpf_get_stackid() and looks it up among those known. The "
	"dearest of the programs, and not one number even when instructions are counted: the walk "
	"passes images of BPF programs, which lie elsewhere with each reload.")
PROGRAM(tail_call, "tail-call", NULL, NULL, "jumps to a second program that returns 0",
	"Jumps by bpf_tail_call() to a second program, which returns 0.")
PROGRAM(subprog, "subprog", NULL, NULL, "calls a function of its own",
	"Calls a function of its own, which is not inlined.")
PROGRAM(delay, "delay-", "343ns", NULL, "spends a known time, delay-343ns, calibrated in place",
	"Spends a known time in arithmetic, as in delay-343ns: how many rounds that takes is "
	"calibrated at each boot. It shows what a workload makes of a cost that is known.")
PROGRAM(alu, "alu-", "50", NULL, "makes so many additions, alu-50: work of a known size",
	"Makes so many additions, as in alu-50: work of a known size, to see that what is measured "
	"grows by what was put in.")
