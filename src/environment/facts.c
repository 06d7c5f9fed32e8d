// SPDX-License-Identifier: GPL-2.0-or-later
#include "environment/facts.h"
#include "environment/bpf_programs.h"
#include "environment/clock.h"
#include "environment/hook_users.h"
#include "environment/leftovers.h"
#include "environment/privilege.h"
#include "environment/root_file.h"
#include "environment/statistics_holders.h"
#include "environment/topology.h"
#include "common/cleanup.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define CPU "/sys/devices/system/cpu"

/* A new string, or NULL for NULL; frees the text. */
static json_t *fact_of_text(char *text)
{
	json_t *fact = text ? json_string(text) : NULL;

	free(text);
	return fact;
}

/* Whether a file's first line is this word; NULL without the file. */
static json_t *fact_of_word(char *line, const char *word)
{
	json_t *fact = line ? json_boolean(!strcmp(line, word)) : NULL;

	free(line);
	return fact;
}

static json_t *cpus_allowed(const struct facts_source *source)
{
	struct topology topology;

	return topology_read(source->root, &topology) < 0
		   ? NULL
		   : json_integer((json_int_t)topology.count);
}

/* Of every CPU that may be used; several are named side by side. */
static json_t *governor(const struct facts_source *source)
{
	char all[128] = "";
	struct topology topology;

	if (topology_read(source->root, &topology) < 0)
		return NULL;
	for (size_t i = 0; i < topology.count; i++) {
		CLEANUP_FREE char *own = root_file_line(
		    source->root, CPU "/cpu%u/cpufreq/scaling_governor", topology.cpus[i]);
		size_t used = strlen(all);

		if (own && !strstr(all, own))
			snprintf(all + used, sizeof(all) - used, "%s%s", used ? ", " : "", own);
	}
	return *all ? json_string(all) : NULL;
}

/* Intel's driver has a switch for "no", the others one for "yes". */
static json_t *turbo(const struct facts_source *source)
{
	json_t *intel =
	    fact_of_word(root_file_line(source->root, CPU "/intel_pstate/no_turbo"), "0");

	return intel ? intel
		     : fact_of_word(root_file_line(source->root, CPU "/cpufreq/boost"), "1");
}

static json_t *smt(const struct facts_source *source)
{
	return fact_of_word(root_file_line(source->root, CPU "/smt/active"), "1");
}

static json_t *huge_pages(const struct facts_source *source)
{
	return fact_of_text(
	    root_file_choice(source->root, "/sys/kernel/mm/transparent_hugepage/enabled"));
}

static json_t *leftovers(const struct facts_source *source)
{
	return leftovers_find(source->root);
}

/* The flag that every hypervisor sets for its guests (CPUID 1, ECX bit 31). */
static json_t *virtual_machine(const struct facts_source *source)
{
	CLEANUP_FREE char *flags = root_file_value(source->root, "/proc/cpuinfo", "flags");

	return flags ? json_boolean(strstr(flags, " hypervisor")) : NULL;
}

static json_t *kvm(const struct facts_source *source)
{
	if (!root_file_access(source->root, "/dev/kvm", F_OK))
		return json_string("missing");
	return json_string(root_file_access(source->root, "/dev/kvm", R_OK | W_OK) ? "there"
										   : "refused");
}

/* The coarse clock goes on by a tick at a time, and says so. */
static json_t *tick_hz(const struct facts_source *source)
{
	struct timespec tick;

	(void)source;
	if (clock_getres(CLOCK_MONOTONIC_COARSE, &tick) < 0 || tick.tv_sec || !tick.tv_nsec)
		return NULL;
	return json_integer((json_int_t)lround(1e9 / (double)tick.tv_nsec));
}

static json_t *clocksource(const struct facts_source *source)
{
	return fact_of_text(root_file_line(
	    source->root, "/sys/devices/system/clocksource/clocksource0/current_clocksource"));
}

static json_t *clock_step(const struct facts_source *source)
{
	(void)source;
	return json_real(clock_step_ns());
}

static json_t *clock_read(const struct facts_source *source)
{
	(void)source;
	return json_real(clock_read_ns());
}

/* "Vulnerable" without a "but": nothing is done about it. */
static bool is_left_open(const char *state)
{
	return state && (!strcmp(state, "Vulnerable") || !strncmp(state, "Vulnerable,", 11));
}

static json_t *mitigations_off(const struct facts_source *source)
{
	static const char *const names[] = {
		"gather_data_sampling",
		"itlb_multihit",
		"l1tf",
		"mds",
		"meltdown",
		"mmio_stale_data",
		"retbleed",
		"spec_rstack_overflow",
		"spec_store_bypass",
		"spectre_v1",
		"spectre_v2",
		"srbds",
		"tsx_async_abort",
	};
	json_t *off = json_array();
	bool known = false;

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		CLEANUP_FREE char *state =
		    root_file_line(source->root, CPU "/vulnerabilities/%s", names[i]);

		known |= state != NULL;
		if (is_left_open(state))
			json_array_append_new(off, json_string(names[i]));
	}
	if (known)
		return off;
	json_decref(off);
	return NULL;
}

static json_t *lockdown(const struct facts_source *source)
{
	return fact_of_text(root_file_choice(source->root, "/sys/kernel/security/lockdown"));
}

static json_t *btf(const struct facts_source *source)
{
	return json_boolean(root_file_access(source->root, "/sys/kernel/btf/vmlinux", R_OK));
}

static json_t *privilege(const struct facts_source *source)
{
	return privilege_missing(source->root);
}

/* The sysctl is 0 as well while a process holds a descriptor of BPF_ENABLE_STATS. */
static json_t *bpf_statistics(const struct facts_source *source)
{
	CLEANUP_FREE char *sysctl =
	    root_file_line(source->root, "/proc/sys/kernel/bpf_stats_enabled");

	if (source->runs_are_counted)
		return json_boolean(*source->runs_are_counted);
	return sysctl && strcmp(sysctl, "0") != 0 ? json_true() : NULL;
}

static json_t *bpf_statistics_by(const struct facts_source *source)
{
	json_t *on = bpf_statistics(source);
	bool is_on = json_is_true(on);

	json_decref(on);
	return is_on ? statistics_holders(source->root) : NULL;
}

/* Of root's alone to read, and only in the first network namespace. */
static json_t *jit_setting(const struct facts_source *source, const char *name)
{
	CLEANUP_FREE char *line = root_file_line(source->root, "/proc/sys/net/core/%s", name);

	return line ? json_integer(atoi(line)) : NULL;
}

static json_t *bpf_jit_enable(const struct facts_source *source)
{
	return jit_setting(source, "bpf_jit_enable");
}

static json_t *bpf_jit_harden(const struct facts_source *source)
{
	return jit_setting(source, "bpf_jit_harden");
}

static json_t *bpf_jit_kallsyms(const struct facts_source *source)
{
	return jit_setting(source, "bpf_jit_kallsyms");
}

/* Root's alone to search, by default: others cannot see what is in it. */
static bool is_closed(const struct facts_source *source, const char *folder)
{
	return root_file_access(source->root, folder, F_OK) &&
	       !root_file_access(source->root, folder, X_OK);
}

static json_t *tracefs(const struct facts_source *source)
{
	if (root_file_access(source->root, "/sys/kernel/tracing/events", F_OK) ||
	    root_file_access(source->root, "/sys/kernel/debug/tracing/events", F_OK))
		return json_true();
	return is_closed(source, "/sys/kernel/tracing") || is_closed(source, "/sys/kernel/debug")
		   ? NULL
		   : json_false();
}

static json_t *hook_users(const struct facts_source *source)
{
	return hook_users_read(source->root, source->function, source->tracepoint);
}

static json_t *bpf_programs(const struct facts_source *source)
{
	(void)source;
	return bpf_programs_of_others();
}

static const struct {
	const char *key;
	enum facts_side side;
	json_t *(*read)(const struct facts_source *source); /* new, or NULL: unknown */
	bool is_setting; /* somebody chose it: facts_is_setting() */
} facts_table[] = {
	{ "cpus_allowed", FACTS_OF_MACHINE, cpus_allowed },
	{ "governor", FACTS_OF_MACHINE, governor, true },
	{ "turbo", FACTS_OF_MACHINE, turbo, true },
	{ "smt", FACTS_OF_MACHINE, smt, true },
	{ "huge_pages", FACTS_OF_MACHINE, huge_pages, true },
	{ "leftovers", FACTS_OF_MACHINE, leftovers },
	{ "virtual_machine", FACTS_OF_MACHINE, virtual_machine },
	{ "kvm", FACTS_OF_MACHINE, kvm },
	{ "tick_hz", FACTS_OF_KERNEL, tick_hz },
	{ "clocksource", FACTS_OF_KERNEL, clocksource, true },
	{ "clock_step_ns", FACTS_OF_KERNEL, clock_step },
	{ "clock_read_ns", FACTS_OF_KERNEL, clock_read },
	{ "mitigations_off", FACTS_OF_KERNEL, mitigations_off, true },
	{ "lockdown", FACTS_OF_KERNEL, lockdown },
	{ "btf", FACTS_OF_KERNEL, btf },
	{ "privilege_missing", FACTS_OF_KERNEL, privilege },
	{ "bpf_statistics", FACTS_OF_KERNEL, bpf_statistics },
	{ "bpf_statistics_by", FACTS_OF_KERNEL, bpf_statistics_by },
	{ "bpf_jit_enable", FACTS_OF_KERNEL, bpf_jit_enable, true },
	{ "bpf_jit_harden", FACTS_OF_KERNEL, bpf_jit_harden, true },
	{ "bpf_jit_kallsyms", FACTS_OF_KERNEL, bpf_jit_kallsyms, true },
	{ "tracefs", FACTS_OF_KERNEL, tracefs },
	{ "hook_users", FACTS_OF_KERNEL, hook_users },
	{ "bpf_programs", FACTS_OF_KERNEL, bpf_programs },
};

void facts_read(const struct facts_source *source, enum facts_side side, json_t *facts)
{
	for (size_t i = 0; i < ARRAY_SIZE(facts_table); i++) {
		json_t *fact = facts_table[i].side == side ? facts_table[i].read(source) : NULL;

		if (fact)
			json_object_set_new(facts, facts_table[i].key, fact);
	}
}

bool facts_is_setting(const char *key)
{
	for (size_t i = 0; i < ARRAY_SIZE(facts_table); i++)
		if (!strcmp(facts_table[i].key, key))
			return facts_table[i].is_setting;
	return false;
}
