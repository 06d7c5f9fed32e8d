/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_FACTS_H
#define BPFTAX_FACTS_H

/*
 * What is known of a machine that could spoil a measurement: facts, not yet judged (checks.h does
 * that).  Each is a row of the table in facts.c: a key and a function that reads it.
 *
 *	struct facts_source source = { .root = "", .function = "udp_recvmsg" };
 *	json_t *facts = json_object();
 *
 *	facts_read(&source, FACTS_OF_MACHINE, facts);       // the coordinator, where it runs
 *	facts_read(&source, FACTS_OF_KERNEL, facts);        // the agent, in the kernel under test
 *
 * No fact is of both sides, so that one object holds all of them.  What cannot be read is absent:
 * absent means unknown, never fine.
 *
 *	machine: cpus_allowed, governor, turbo, smt, huge_pages, virtual_machine, kvm
 *	         (and from load.h other_load_cpus, steal_cpus)
 *	kernel:  tick_hz, clocksource, clock_step_ns, clock_read_ns, mitigations_off, lockdown, btf,
 *	         privilege_missing, bpf_statistics (others have them on) and, if so,
 *	         bpf_statistics_by, bpf_jit_enable, bpf_jit_harden, bpf_jit_kallsyms (net.core),
 *	         tracefs, hook_users, bpf_programs (and from agent/hook_programs.h hook_programs)
 */

#include <jansson.h>
#include <stdbool.h>

enum facts_side {
	FACTS_OF_MACHINE,
	FACTS_OF_KERNEL,
};

struct facts_source {
	const char *root;	/* "" or a directory with a proc and a sys in it */
	const char *function;	/* hooks whose other users are looked for; or NULL */
	const char *tracepoint; /* category:name */
	/*
	 * Whether a run of a program was counted while this process has BPF statistics off; NULL:
	 * nobody knows, as nothing may be loaded, or we have them on.
	 */
	const bool *runs_are_counted;
};

/* Adds what is known of this side to the object. */
void facts_read(const struct facts_source *source, enum facts_side side, json_t *facts);

/* Whether somebody chose it, and what it is changes what things cost: the governor, the JIT's. */
bool facts_is_setting(const char *key);

#endif
