// SPDX-License-Identifier: GPL-2.0-or-later
/* Every check: a machine that is fine, one that is not, and one that does not say. */
#include "tree.h"
#include "common/cleanup.h"
#include "environment/checks.h"
#include "environment/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#define CPU "/sys/devices/system/cpu"
#define THP "/sys/kernel/mm/transparent_hugepage/enabled"
#define CLOCK "/sys/devices/system/clocksource/clocksource0/current_clocksource"
#define STATS "/proc/sys/kernel/bpf_stats_enabled"
#define JIT "/proc/sys/net/core/bpf_jit_"
#define LOCKDOWN "/sys/kernel/security/lockdown"
#define STATUS                                                                                     \
	{                                                                                          \
		"/proc/self/status", "Cpus_allowed_list:\t0-1\n"                                   \
	}
#define GOVERNOR(cpu) CPU "/cpu" cpu "/cpufreq/scaling_governor"
#define FILES_MOST 4

/* What the files of a machine lead to, from reading to judging. */
static const struct file_case {
	const char *check;
	struct tree_file files[FILES_MOST];
	enum check_state state;
	const char *found; /* a part of it */
} file_cases[] = {
	{ "frequency governor",
	  { STATUS, { GOVERNOR("0"), "performance\n" } },
	  CHECK_FINE,
	  "performance" },
	{ "frequency governor",
	  { STATUS, { GOVERNOR("0"), "performance\n" }, { GOVERNOR("1"), "powersave\n" } },
	  CHECK_WARNING,
	  "performance, powersave" },
	{ "frequency governor", { STATUS }, CHECK_UNKNOWN, "" },
	{ "turbo", { { CPU "/intel_pstate/no_turbo", "1\n" } }, CHECK_FINE, "off" },
	{ "turbo", { { CPU "/intel_pstate/no_turbo", "0\n" } }, CHECK_WARNING, "on" },
	{ "turbo", { { CPU "/cpufreq/boost", "0\n" } }, CHECK_FINE, "off" },
	{ "turbo", { { CPU "/cpufreq/boost", "1\n" } }, CHECK_WARNING, "on" },
	{ "turbo", { STATUS }, CHECK_UNKNOWN, "" },
	{ "SMT", { { CPU "/smt/active", "0\n" } }, CHECK_FINE, "off" },
	{ "SMT", { { CPU "/smt/active", "1\n" } }, CHECK_WARNING, "on" },
	{ "SMT", { STATUS }, CHECK_UNKNOWN, "" },
	{ "huge pages", { { THP, "always [madvise] never\n" } }, CHECK_FINE, "madvise" },
	{ "huge pages", { { THP, "[always] madvise never\n" } }, CHECK_WARNING, "always" },
	{ "huge pages", { STATUS }, CHECK_UNKNOWN, "" },
	{ "virtual machine",
	  { { "/proc/cpuinfo", "model: 1\nflags\t: fpu tsc\n" } },
	  CHECK_FINE,
	  "a real one" },
	{ "virtual machine",
	  { { "/proc/cpuinfo", "flags\t: fpu hypervisor tsc\n" } },
	  CHECK_WARNING,
	  "virtual" },
	{ "virtual machine", { { "/proc/cpuinfo", "model: 1\n" } }, CHECK_UNKNOWN, "" },
	{ "mitigations",
	  { { CPU "/vulnerabilities/mds", "Mitigation: Clear CPU buffers\n" } },
	  CHECK_FINE,
	  "no " },
	{ "mitigations",
	  { { CPU "/vulnerabilities/mds", "Vulnerable\n" },
	    { CPU "/vulnerabilities/spectre_v2", "Vulnerable, IBPB: disabled\n" } },
	  CHECK_WARNING,
	  "2 " },
	/* Something is done about it, as far as this CPU goes. */
	{ "mitigations",
	  { { CPU "/vulnerabilities/mds", "Vulnerable: Clear CPU buffers attempted\n" } },
	  CHECK_FINE,
	  "no " },
	{ "mitigations", { STATUS }, CHECK_UNKNOWN, "" },
	{ "clock source", { { CLOCK, "tsc\n" } }, CHECK_FINE, "tsc" },
	{ "clock source", { { CLOCK, "acpi_pm\n" } }, CHECK_WARNING, "acpi_pm" },
	{ "clock source", { STATUS }, CHECK_UNKNOWN, "" },
	{ "leftovers",
	  { { "/proc/812/comm", "bpftax-agent\n" },
	    { "/proc/812/status", "PPid:\t1\n" },
	    { "/proc/1/comm", "init\n" } },
	  CHECK_WARNING,
	  "1 leftovers of a bpftax that is gone: process 812 (bpftax-agent)" },
	/* Agent and guard were killed together. */
	{ "leftovers",
	  { { "/proc/1/comm", "init\n" }, { "/run/bpftax-settings", "bpftax-setting1" } },
	  CHECK_WARNING,
	  "1 leftovers of a bpftax that is gone: settings in /run/bpftax-settings" },
	/* A guard whose agent has just ended. */
	{ "leftovers",
	  { { "/proc/812/comm", "bpftax-guard\n" },
	    { "/proc/812/status", "PPid:\t1\n" },
	    { "/proc/1/comm", "init\n" },
	    { "/run/bpftax-settings", "bpftax-setting1" } },
	  CHECK_FINE,
	  "no leftovers" },
	/* An agent of a bpftax, and that bpftax. */
	{ "leftovers",
	  { { "/proc/812/comm", "bpftax-agent\n" },
	    { "/proc/812/status", "PPid:\t7\n" },
	    { "/proc/7/comm", "bpftax\n" },
	    { "/proc/7/status", "PPid:\t1\n" } },
	  CHECK_FINE,
	  "no leftovers" },
	/* Somebody else's guest. */
	{ "leftovers",
	  { { "/proc/9/comm", "qemu-system-x86\n" },
	    { "/proc/9/status", "PPid:\t1\n" },
	    { "/proc/9/cmdline", "qemu-system-x86_64 -name other" } },
	  CHECK_FINE,
	  "no leftovers" },
	{ "BPF statistics",
	  { { STATS, "1\n" } },
	  CHECK_WARNING,
	  "on already, by kernel.bpf_stats_enabled" },
	/* That the sysctl is 0 proves nothing. */
	{ "BPF statistics", { { STATS, "0\n" } }, CHECK_UNKNOWN, "" },
	{ "BPF statistics", { STATUS }, CHECK_UNKNOWN, "" },
	{ "lockdown", { { LOCKDOWN, "[none] integrity confidentiality\n" } }, CHECK_FINE, "none" },
	{ "lockdown",
	  { { LOCKDOWN, "none [integrity] confidentiality\n" } },
	  CHECK_FINE,
	  "integrity" },
	{ "lockdown",
	  { { LOCKDOWN, "none integrity [confidentiality]\n" } },
	  CHECK_HOPELESS,
	  "confidentiality" },
	{ "lockdown", { STATUS }, CHECK_UNKNOWN, "" },
	{ "BTF", { { "/sys/kernel/btf/vmlinux", "x" } }, CHECK_FINE, "there" },
	{ "BTF", { STATUS }, CHECK_WARNING, "missing" },
	{ "BPF JIT", { { JIT "enable", "1\n" }, { JIT "harden", "0\n" } }, CHECK_FINE, "on" },
	{ "BPF JIT", { { JIT "enable", "1\n" }, { JIT "harden", "1\n" } }, CHECK_FINE, "on" },
	{ "BPF JIT",
	  { { JIT "enable", "1\n" }, { JIT "harden", "2\n" }, { JIT "kallsyms", "1\n" } },
	  CHECK_WARNING,
	  "constants blinded" },
	{ "BPF JIT",
	  { { JIT "enable", "1\n" } },
	  CHECK_FINE,
	  "on; whether constants are blinded only root can read" },
	{ "BPF JIT", { { JIT "enable", "0\n" } }, CHECK_WARNING, "interpreted" },
	{ "BPF JIT", { STATUS }, CHECK_UNKNOWN, "" },
	{ "tracefs", { { "/sys/kernel/tracing/events/enable", "0\n" } }, CHECK_FINE, "mounted" },
	{ "tracefs",
	  { { "/sys/kernel/debug/tracing/events/enable", "0\n" } },
	  CHECK_FINE,
	  "mounted" },
	{ "tracefs", { STATUS }, CHECK_WARNING, "not mounted" },
	{ "users of the hook",
	  { { "/sys/kernel/tracing/enabled_functions", "udp_recvmsg_other (1)\n" },
	    { "/sys/kernel/tracing/events/sock/sock_recv_length/enable", "0\n" } },
	  CHECK_FINE,
	  "no " },
	{ "users of the hook",
	  { { "/sys/kernel/tracing/enabled_functions", "tcp_recvmsg (1)\nudp_recvmsg (1) R\n" },
	    { "/sys/kernel/debug/kprobes/list", "ffff k udp_recvmsg+0x9 [OPTIMIZED]\n" },
	    { "/sys/kernel/tracing/events/sock/sock_recv_length/enable", "1\n" } },
	  CHECK_WARNING,
	  "3 other users" },
	{ "users of the hook", { STATUS }, CHECK_UNKNOWN, "" },
};

/* What no file says, or what has no bad state that a file could be made for. */
static const struct fact_case {
	const char *check;
	const char *facts;
	enum check_state state;
	const char *found;
} fact_cases[] = {
	{ "mechanisms", "{\"attachable\": 5, \"mechanisms\": 5}", CHECK_FINE, "5 of" },
	{ "mechanisms", "{\"attachable\": 2, \"mechanisms\": 5}", CHECK_WARNING, "2 of" },
	{ "mechanisms", "{\"attachable\": 0, \"mechanisms\": 5}", CHECK_HOPELESS, "0 of" },
	{ "mechanisms", "{}", CHECK_UNKNOWN, "" },
	{ "privilege", "{\"privilege_missing\": []}", CHECK_FINE, "enough" },
	{ "privilege", "{\"privilege_missing\": [\"CAP_BPF\", \"CAP_PERFMON\"]}", CHECK_HOPELESS,
	  "CAP_BPF and CAP_PERFMON missing" },
	{ "privilege", "{}", CHECK_UNKNOWN, "" },
	{ "kvm", "{\"target\": \"vm\", \"timing\": \"kvm\", \"kvm\": \"there\"}", CHECK_FINE,
	  "kvm" },
	{ "kvm", "{\"target\": \"vm\", \"timing\": \"icount\"}", CHECK_FINE, "icount" },
	{ "kvm", "{\"target\": \"vm\", \"timing\": \"emulated\", \"kvm\": \"missing\"}",
	  CHECK_WARNING, "/dev/kvm is missing" },
	{ "kvm", "{\"target\": \"local\", \"timing\": \"native\", \"kvm\": \"missing\"}",
	  CHECK_FINE, "native" },
	{ "kvm", "{\"kvm\": \"missing\"}", CHECK_UNKNOWN, "" },
	{ "CPUs", "{\"cpus_allowed\": 2, \"cpus_wanted\": 2}", CHECK_FINE, "2 may" },
	{ "CPUs", "{\"cpus_allowed\": 1, \"cpus_wanted\": 2}", CHECK_WARNING, "1 may" },
	{ "CPUs", "{\"cpus_allowed\": 1}", CHECK_UNKNOWN, "" },
	{ "pinning", "{\"vcpus_pinned\": true}", CHECK_FINE, "of their own" },
	{ "pinning", "{\"vcpus_pinned\": false}", CHECK_WARNING, "wander" },
	{ "pinning", "{}", CHECK_UNKNOWN, "" },
	{ "steal", "{\"steal_cpus\": 0.001}", CHECK_FINE, "0.001" },
	{ "steal", "{\"steal_cpus\": 0.5}", CHECK_WARNING, "0.5 CPUs" },
	{ "steal", "{}", CHECK_UNKNOWN, "" },
	{ "other load", "{\"other_load_cpus\": 0}", CHECK_FINE, "0 CPUs" },
	{ "other load", "{\"other_load_cpus\": 1.94}", CHECK_WARNING, "1.94 CPUs" },
	{ "other load", "{}", CHECK_UNKNOWN, "" },
	{ "timer tick", "{\"tick_hz\": 250}", CHECK_FINE, "250 Hz" },
	{ "timer tick", "{\"tick_hz\": 1000}", CHECK_WARNING, "1000 Hz" },
	{ "timer tick", "{}", CHECK_UNKNOWN, "" },
	{ "clock", "{\"clock_step_ns\": 20}", CHECK_FINE, "20 ns" },
	{ "clock", "{\"clock_step_ns\": 4000000}", CHECK_WARNING, "ns" },
	{ "clock", "{}", CHECK_UNKNOWN, "" },
	{ "BPF statistics", "{\"bpf_statistics\": false}", CHECK_FINE, "off" },
	{ "BPF statistics",
	  "{\"bpf_statistics\": true, \"bpf_statistics_by\": [\"process 812 (bpftool)\"]}",
	  CHECK_WARNING, "on already, by process 812 (bpftool)" },
	{ "BPF statistics", "{\"bpf_statistics\": true, \"bpf_statistics_by\": []}", CHECK_WARNING,
	  "on already, by somebody whom /proc does not show" },
	{ "tracefs", "{}", CHECK_UNKNOWN, "" },
	{ "users of the hook",
	  "{\"hook_users\": [\"udp_recvmsg (1) R\"], \"hook_programs\": [\"fentry program f (id "
	  "57) on "
	  "udp_recvmsg, held by process 812 (bpftrace)\"]}",
	  CHECK_WARNING, "1 programs of others: fentry program f (id 57) on udp_recvmsg" },
	{ "users of the hook", "{\"hook_users\": [], \"hook_programs\": []}", CHECK_FINE, "no " },
	{ "BPF programs", "{\"bpf_programs\": []}", CHECK_FINE, "no " },
	{ "BPF programs", "{\"bpf_programs\": [\"7 tracing f\", \"9 kprobe g\"]}", CHECK_WARNING,
	  "2 tracing programs of others: 7 tracing f, ..." },
	{ "BPF programs", "{}", CHECK_UNKNOWN, "" },
	{ "leftovers", "{}", CHECK_UNKNOWN, "" },
};

static const struct check *check_named(const char *name)
{
	for (size_t i = 0; i < checks_count; i++)
		if (!strcmp(checks_table[i].name, name))
			return &checks_table[i];
	fail_msg("there is no check '%s'", name);
	return NULL;
}

static void expect(const char *name, const json_t *facts, enum check_state state, const char *found)
{
	struct check_verdict verdict = check_judge(check_named(name), facts);

	if (verdict.state != state || !strstr(verdict.found, found))
		fail_msg("%s: %s '%s', not %s '%s'", name, check_state_name(verdict.state),
			 verdict.found, check_state_name(state), found);
}

static void of_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(file_cases); i++) {
		const struct file_case *one = &file_cases[i];
		struct facts_source source = { .function = "udp_recvmsg",
					       .tracepoint = "sock:sock_recv_length" };
		char root[TREE_ROOT_SIZE];
		json_t *facts = json_object();
		size_t count = 0;

		while (count < FILES_MOST && one->files[count].path)
			count++;
		tree_make(root, one->files, count);
		source.root = root;
		facts_read(&source, FACTS_OF_MACHINE, facts);
		facts_read(&source, FACTS_OF_KERNEL, facts);
		tree_remove(root);
		expect(one->check, facts, one->state, one->found);
		json_decref(facts);
	}
}

/* To an ordinary user: root is kept out of nothing. */
static void a_closed_folder_is_not_seen_into(void **state)
{
	static const struct tree_file files[] = { { "/sys/kernel/tracing/events/enable", "0\n" } };
	json_t *facts = json_object();
	bool is_root = !getuid();
	char root[TREE_ROOT_SIZE], folder[2 * TREE_ROOT_SIZE];
	struct facts_source source = { .root = root };

	(void)state;
	tree_make(root, files, 1);
	snprintf(folder, sizeof(folder), "%s/sys/kernel/tracing", root);
	assert_int_equal(chmod(root, 0755), 0);
	assert_int_equal(chmod(folder, 0700), 0);
	if (is_root) /* access() asks for the real one */
		assert_int_equal(setreuid(65534, (uid_t)-1), 0);
	else
		assert_int_equal(chmod(folder, 0), 0);
	facts_read(&source, FACTS_OF_KERNEL, facts);
	if (is_root)
		assert_int_equal(setreuid(0, (uid_t)-1), 0);
	assert_int_equal(chmod(folder, 0700), 0);
	tree_remove(root);
	expect("tracefs", facts, CHECK_UNKNOWN, "");
	json_decref(facts);
}

static void of_facts(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(fact_cases); i++) {
		json_t *facts = json_loads(fact_cases[i].facts, 0, NULL);

		assert_non_null(facts);
		expect(fact_cases[i].check, facts, fact_cases[i].state, fact_cases[i].found);
		json_decref(facts);
	}
}

/* A new check is not forgotten here: fine, bad and unknown each. */
static void all_of_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < checks_count; i++) {
		unsigned int seen = 0;

		for (size_t f = 0; f < ARRAY_SIZE(file_cases); f++)
			if (!strcmp(file_cases[f].check, checks_table[i].name))
				seen |= 1u << file_cases[f].state;
		for (size_t f = 0; f < ARRAY_SIZE(fact_cases); f++)
			if (!strcmp(fact_cases[f].check, checks_table[i].name))
				seen |= 1u << fact_cases[f].state;
		assert_true(seen & 1u << CHECK_FINE);
		assert_true(seen & (1u << CHECK_WARNING | 1u << CHECK_HOPELESS));
		/* A missing file is the bad state of one of them. */
		if (strcmp(checks_table[i].name, "BTF"))
			assert_true(seen & 1u << CHECK_UNKNOWN);
	}
}

/* What a run of our own program says goes before what the sysctl says. */
static void statistics_by_their_effect(void **unused)
{
	static const struct tree_file files[] = { { STATS, "0\n" } };

	(void)unused;
	for (int counted = 0; counted < 2; counted++) {
		const bool runs_are_counted = counted;
		struct facts_source source = { .runs_are_counted = &runs_are_counted };
		char root[TREE_ROOT_SIZE];
		json_t *facts = json_object();

		tree_make(root, files, ARRAY_SIZE(files));
		source.root = root;
		facts_read(&source, FACTS_OF_KERNEL, facts);
		tree_remove(root);
		expect("BPF statistics", facts, counted ? CHECK_WARNING : CHECK_FINE, "o");
		json_decref(facts);
	}
}

/* In a guest the kernel is what can be chosen. */
static void how_it_is_mended(void **state)
{
	json_t *guest = json_pack("{s:s}", "target", "vm");
	json_t *local = json_pack("{s:s}", "target", "local");
	const struct check *check = check_named("clock source");

	(void)state;
	assert_non_null(strstr(check_judge(check, guest).mend, "--kernel"));
	assert_non_null(strstr(check_judge(check, local).mend, "echo tsc"));
	check = check_named("SMT");
	assert_string_equal(check_judge(check, guest).mend, check_judge(check, local).mend);
	json_decref(guest);
	json_decref(local);
}

/* No fact is of both sides: one object holds all. */
static void sides_do_not_overlap(void **state)
{
	json_t *machine = json_object(), *kernel = json_object();
	const char *key;
	json_t *value;

	(void)state;
	facts_read(&(struct facts_source){ .root = "" }, FACTS_OF_MACHINE, machine);
	facts_read(&(struct facts_source){ .root = "" }, FACTS_OF_KERNEL, kernel);
	assert_non_null(json_object_get(machine, "kvm"));
	assert_true(json_integer_value(json_object_get(kernel, "tick_hz")) >= 1);
	assert_true(json_number_value(json_object_get(kernel, "clock_read_ns")) > 0);
	json_object_foreach (machine, key, value)
		assert_null(json_object_get(kernel, key));
	json_decref(machine);
	json_decref(kernel);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_files),
		cmocka_unit_test(a_closed_folder_is_not_seen_into),
		cmocka_unit_test(of_facts),
		cmocka_unit_test(all_of_them),
		cmocka_unit_test(statistics_by_their_effect),
		cmocka_unit_test(how_it_is_mended),
		cmocka_unit_test(sides_do_not_overlap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
