// SPDX-License-Identifier: GPL-2.0-or-later
#include "environment/checks.h"
#include "environment/privilege.h"
#include "environment/statistics_holders.h"
#include "common/cleanup.h"
#include "protocol/targets.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Below these the windows' own noise hides them. */
#define LOAD_MOST_CPUS .1
#define STEAL_MOST_CPUS .01
#define CLOCK_STEP_MOST_NS 1000
#define TICK_MOST_HZ 300

static const json_t *fact(const json_t *facts, const char *key)
{
	return json_object_get(facts, key);
}

static const char *word(const json_t *facts, const char *key)
{
	return json_string_value(fact(facts, key));
}

static bool is_guest(const json_t *facts)
{
	return target_can(word(facts, "target"), TARGET_BOOTS);
}

static enum check_state warn_if(bool bad)
{
	return bad ? CHECK_WARNING : CHECK_FINE;
}

/* A fact that is bad when it is true. */
static enum check_state flag_judge(const json_t *facts, const char *key, const char *yes,
				   const char *no, char *found, size_t size)
{
	const json_t *flag = fact(facts, key);

	if (!json_is_boolean(flag))
		return CHECK_UNKNOWN;
	snprintf(found, size, "%s", json_is_true(flag) ? yes : no);
	return warn_if(json_is_true(flag));
}

/* How many there are, and the first of them. */
static enum check_state list_judge(const json_t *facts, const char *key, const char *what,
				   char *found, size_t size)
{
	const json_t *list = fact(facts, key);
	size_t count = json_array_size(list);
	const char *first = json_string_value(json_array_get(list, 0));

	if (!json_is_array(list))
		return CHECK_UNKNOWN;
	if (count)
		snprintf(found, size, "%zu %s: %.160s%s", count, what, first ? first : "?",
			 count > 1 ? ", ..." : "");
	else
		snprintf(found, size, "no %s", what);
	return warn_if(count);
}

static enum check_state number_judge(const json_t *facts, const char *key, double most,
				     const char *unit, char *found, size_t size)
{
	const json_t *number = fact(facts, key);

	if (!json_is_number(number))
		return CHECK_UNKNOWN;
	snprintf(found, size, "%.*g %s", json_number_value(number) < 1000 ? 3 : 9,
		 json_number_value(number), unit);
	return warn_if(json_number_value(number) > most);
}

static enum check_state mechanisms_judge(const json_t *facts, char *found, size_t size)
{
	const json_t *attachable = fact(facts, "attachable");
	json_int_t of = json_integer_value(fact(facts, "mechanisms"));

	if (!json_is_integer(attachable))
		return CHECK_UNKNOWN;
	snprintf(found, size, "%d of the study's %d mechanisms can be attached",
		 (int)json_integer_value(attachable), (int)of);
	if (!json_integer_value(attachable))
		return CHECK_HOPELESS;
	return warn_if(json_integer_value(attachable) < of);
}

static enum check_state privilege_judge(const json_t *facts, char *found, size_t size)
{
	const json_t *missing = fact(facts, "privilege_missing");
	char text[128];

	if (!json_is_array(missing))
		return CHECK_UNKNOWN;
	privilege_text(missing, text, sizeof(text));
	snprintf(found, size, *text ? "%s missing" : "enough", text);
	return *text ? CHECK_HOPELESS : CHECK_FINE;
}

static enum check_state kvm_judge(const json_t *facts, char *found, size_t size)
{
	const char *timing = word(facts, "timing"), *kvm = word(facts, "kvm");

	if (!timing)
		return CHECK_UNKNOWN;
	if (!strcmp(timing, "emulated"))
		snprintf(found, size, "the guest's CPUs are emulated; /dev/kvm is %s",
			 !kvm			     ? "unknown"
			 : strcmp(kvm, "there") != 0 ? kvm
						     : "there, but was not used or does not work");
	else
		snprintf(found, size, "%s", timing);
	return warn_if(!strcmp(timing, "emulated"));
}

static enum check_state cpus_judge(const json_t *facts, char *found, size_t size)
{
	const json_t *allowed = fact(facts, "cpus_allowed"), *wanted = fact(facts, "cpus_wanted");

	if (!json_is_integer(allowed) || !json_is_integer(wanted))
		return CHECK_UNKNOWN;
	snprintf(found, size, "%d may be used, %d are needed", (int)json_integer_value(allowed),
		 (int)json_integer_value(wanted));
	return warn_if(json_integer_value(allowed) < json_integer_value(wanted));
}

static enum check_state pinning_judge(const json_t *facts, char *found, size_t size)
{
	const json_t *pinned = fact(facts, "vcpus_pinned");

	if (!json_is_boolean(pinned))
		return CHECK_UNKNOWN;
	snprintf(found, size, "the guest's CPUs %s",
		 json_is_true(pinned) ? "have host CPUs of their own" : "wander over the host's");
	return warn_if(!json_is_true(pinned));
}

static enum check_state governor_judge(const json_t *facts, char *found, size_t size)
{
	const char *governor = word(facts, "governor");

	if (!governor)
		return CHECK_UNKNOWN;
	snprintf(found, size, "%s", governor);
	return warn_if(strcmp(governor, "performance") != 0);
}

static enum check_state turbo_judge(const json_t *facts, char *found, size_t size)
{
	return flag_judge(facts, "turbo", "on", "off", found, size);
}

static enum check_state smt_judge(const json_t *facts, char *found, size_t size)
{
	return flag_judge(facts, "smt", "on", "off", found, size);
}

static enum check_state steal_judge(const json_t *facts, char *found, size_t size)
{
	return number_judge(facts, "steal_cpus", STEAL_MOST_CPUS, "CPUs", found, size);
}

static enum check_state load_judge(const json_t *facts, char *found, size_t size)
{
	return number_judge(facts, "other_load_cpus", LOAD_MOST_CPUS, "CPUs", found, size);
}

static enum check_state leftovers_judge(const json_t *facts, char *found, size_t size)
{
	return list_judge(facts, "leftovers", "leftovers of a bpftax that is gone", found, size);
}

static enum check_state tick_judge(const json_t *facts, char *found, size_t size)
{
	return number_judge(facts, "tick_hz", TICK_MOST_HZ, "Hz", found, size);
}

static enum check_state mitigations_judge(const json_t *facts, char *found, size_t size)
{
	return list_judge(facts, "mitigations_off", "vulnerabilities without a remedy", found,
			  size);
}

static enum check_state huge_pages_judge(const json_t *facts, char *found, size_t size)
{
	const char *huge_pages = word(facts, "huge_pages");

	if (!huge_pages)
		return CHECK_UNKNOWN;
	snprintf(found, size, "%s", huge_pages);
	return warn_if(!strcmp(huge_pages, "always"));
}

static enum check_state virtual_judge(const json_t *facts, char *found, size_t size)
{
	return flag_judge(facts, "virtual_machine", "this machine is itself a virtual one",
			  "this machine is a real one", found, size);
}

/* Those that need no call into a device, or into the hypervisor, for a reading. */
static enum check_state clocksource_judge(const json_t *facts, char *found, size_t size)
{
	static const char *const fast[] = { "tsc", "kvm-clock", "arch_sys_counter",
					    "hyperv_clocksource_tsc_page" };
	const char *clocksource = word(facts, "clocksource");

	if (!clocksource)
		return CHECK_UNKNOWN;
	snprintf(found, size, "%s", clocksource);
	for (size_t i = 0; i < ARRAY_SIZE(fast); i++)
		if (!strcmp(clocksource, fast[i]))
			return CHECK_FINE;
	return CHECK_WARNING;
}

static enum check_state clock_step_judge(const json_t *facts, char *found, size_t size)
{
	return number_judge(facts, "clock_step_ns", CLOCK_STEP_MOST_NS,
			    "ns from one reading to "
			    "the next",
			    found, size);
}

/* What is measured with them on still holds. */
static enum check_state statistics_judge(const json_t *facts, char *found, size_t size)
{
	char on[160], by[128];

	statistics_holders_name(fact(facts, "bpf_statistics_by"), by, sizeof(by));
	snprintf(on, sizeof(on), "on already, by %s", by);
	return flag_judge(facts, "bpf_statistics", on, "off", found, size);
}

/* Documentation/admin-guide/sysctl/net.rst: harden 1 is for those without CAP_BPF, 2 for all. */
static enum check_state jit_judge(const json_t *facts, char *found, size_t size)
{
	const json_t *enable = fact(facts, "bpf_jit_enable");
	const json_t *harden_fact = fact(facts, "bpf_jit_harden");
	json_int_t harden = json_integer_value(harden_fact);

	if (!json_is_integer(enable))
		return CHECK_UNKNOWN;
	if (!json_integer_value(enable))
		snprintf(found, size, "off: every program is interpreted");
	else if (harden > 1)
		snprintf(found, size, "on, with constants blinded (bpf_jit_harden = %d)",
			 (int)harden);
	else
		snprintf(found, size, "on%s",
			 json_is_integer(harden_fact)
			     ? ""
			     : "; whether constants are blinded only root can read");
	return warn_if(!json_integer_value(enable) || harden > 1);
}

static enum check_state tracefs_judge(const json_t *facts, char *found, size_t size)
{
	const json_t *tracefs = fact(facts, "tracefs");

	if (!json_is_boolean(tracefs))
		return CHECK_UNKNOWN;
	snprintf(found, size, "%s", json_is_true(tracefs) ? "mounted" : "not mounted");
	return warn_if(!json_is_true(tracefs));
}

static enum check_state hook_users_judge(const json_t *facts, char *found, size_t size)
{
	/* A program is among ftrace's users too, without a name. */
	if (json_array_size(fact(facts, "hook_programs")))
		return list_judge(facts, "hook_programs", "programs of others", found, size);
	return list_judge(facts, "hook_users", "other users of the hook", found, size);
}

static enum check_state programs_judge(const json_t *facts, char *found, size_t size)
{
	return list_judge(facts, "bpf_programs", "tracing programs of others", found, size);
}

/* Integrity leaves BPF, kprobes and perf alone (security/security.c, lockdown_reasons). */
static enum check_state lockdown_judge(const json_t *facts, char *found, size_t size)
{
	const char *lockdown = word(facts, "lockdown");

	if (!lockdown)
		return CHECK_UNKNOWN;
	snprintf(found, size, "%s", lockdown);
	return strcmp(lockdown, "confidentiality") ? CHECK_FINE : CHECK_HOPELESS;
}

static enum check_state btf_judge(const json_t *facts, char *found, size_t size)
{
	const json_t *btf = fact(facts, "btf");

	if (!json_is_boolean(btf))
		return CHECK_UNKNOWN;
	snprintf(found, size, "%s", json_is_true(btf) ? "there" : "missing");
	return warn_if(!json_is_true(btf));
}

#define OTHER_KERNEL "another guest kernel: --kernel (bpftax list kernels)"

/* clang-format off */
const struct check checks_table[] = {
	{ "mechanisms", "attached to a function that the workload does not reach",
	  "what cannot be attached cannot be measured",
	  "as root; a kernel with CONFIG_KPROBES, CONFIG_FPROBE and BTF; or --target vm",
	  OTHER_KERNEL, mechanisms_judge },
	{ "privilege", "/proc/self/status, CapEff, and uid_map, of the agent",
	  "nothing can be loaded, attached or counted",
	  "as root (sudo), outside of user namespaces; or --target vm, which takes no privilege", NULL,
	  privilege_judge },
	{ "kvm", "QEMU",
	  "nanoseconds, and the order of mechanisms, are the emulator's; only instruction counts carry over",
	  "modprobe kvm_intel or kvm_amd; sudo usermod -aG kvm $USER, then log in anew; or bpftax micro --exact", NULL, kvm_judge },
	{ "CPUs", "/proc/self/status, Cpus_allowed_list",
	  "sender and receiver take turns on one CPU: rates fall and every window waits",
	  "taskset with more CPUs", "taskset with more CPUs, or --cpus with fewer", cpus_judge },
	{ "pinning", "sched_setaffinity(2)",
	  "a guest's CPU that moves to another of the host's finds cold caches there",
	  "--pin auto", NULL, pinning_judge },
	{ "frequency governor", "/sys/devices/system/cpu/cpu*/cpufreq/scaling_governor",
	  "the clock frequency follows the load: what is attached changes its own measure",
	  "cpupower frequency-set -g performance", NULL, governor_judge },
	{ "turbo", "/sys/devices/system/cpu/intel_pstate/no_turbo or cpufreq/boost",
	  "the clock frequency follows temperature and what the other cores do",
	  "echo 1 > /sys/devices/system/cpu/intel_pstate/no_turbo, or echo 0 > "
	  "/sys/devices/system/cpu/cpufreq/boost", NULL, turbo_judge },
	{ "SMT", "/sys/devices/system/cpu/smt/active",
	  "work on the sibling thread takes a core's units away by up to a half",
	  "echo off > /sys/devices/system/cpu/smt/control", NULL, smt_judge },
	{ "steal", "/proc/stat, over a second",
	  "the machine below gives the CPUs to others: windows grow longer",
	  "another host, or a quieter hour; 0 proves nothing, as not every host tells", NULL, steal_judge },
	{ "other load", "/proc/stat less our own, over a second",
	  "others take the CPUs, caches and memory in the middle of windows",
	  "top shows whose it is: stop it", NULL, load_judge },
	{ "leftovers",
	  "/proc/*/comm, of agents and guests whose parent is no bpftax; /run/bpftax-settings",
	  "they take CPUs and memory, and may hold what is measured; settings of the kernel may not "
	  "be as they were",
	  "kill the process, by its number; settings are put back by 'bpftax doctor --target local'",
	  NULL, leftovers_judge },
	{ "timer tick", "resolution of CLOCK_MONOTONIC_COARSE",
	  "the tick interrupts a window so many times a second on each CPU",
	  "boot with nohz_full=CPUS, or a kernel with CONFIG_HZ=250", OTHER_KERNEL, tick_judge },
	{ "mitigations", "/sys/devices/system/cpu/vulnerabilities",
	  "hooks and system calls cost less than where they have one",
	  "new microcode; boot without mitigations=off", OTHER_KERNEL, mitigations_judge },
	{ "huge pages", "/sys/kernel/mm/transparent_hugepage/enabled",
	  "khugepaged joins pages in the background: a step in the middle of a run",
	  "echo madvise > /sys/kernel/mm/transparent_hugepage/enabled", NULL, huge_pages_judge },
	{ "virtual machine", "/proc/cpuinfo, flag hypervisor",
	  "neighbours on the real machine show as noise, mostly without any steal; a guest in it is nested",
	  "a real machine", NULL, virtual_judge },
	{ "clock source", "/sys/devices/system/clocksource/clocksource0/current_clocksource",
	  "reading the clock takes microseconds, in every chunk and in BPF statistics",
	  "echo tsc > /sys/devices/system/clocksource/clocksource0/current_clocksource", OTHER_KERNEL,
	  clocksource_judge },
	{ "clock", "least difference of two readings of CLOCK_MONOTONIC",
	  "short chunks cannot be told apart", "see the clock source", NULL, clock_step_judge },
	{ "BPF statistics", "a program of our own, run with them off; who: kernel.bpf_stats_enabled and /proc/*/fd",
	  "every program reads the clock twice a run: costs without statistics are not to be had, those with them are",
	  "end the process that holds BPF_ENABLE_STATS; sysctl kernel.bpf_stats_enabled=0", OTHER_KERNEL,
	  statistics_judge },
	{ "BPF JIT", "/proc/sys/net/core/bpf_jit_enable, bpf_jit_harden",
	  "programs are longer than elsewhere, those with maps and constants most: other figures than another machine's",
	  "sysctl net.core.bpf_jit_enable=1 net.core.bpf_jit_harden=0", OTHER_KERNEL, jit_judge },
	{ "tracefs", "/sys/kernel/tracing, which the agent mounts for itself where it may",
	  "no tracepoints, and nothing that shows whether a function's hook is what its name says",
	  "mount -t tracefs tracefs /sys/kernel/tracing", OTHER_KERNEL, tracefs_judge },
	{ "users of the hook", "BPF links and perf events, tracefs enabled_functions and events, kprobes/list",
	  "with two on a hook the kernel takes a slower path for both",
	  "end who holds them; bpftool link; echo > /sys/kernel/tracing/kprobe_events", OTHER_KERNEL,
	  hook_users_judge },
	{ "BPF programs", "bpf(2), BPF_PROG_GET_NEXT_ID",
	  "they may hang on what the workload passes, and their cost is then in the baseline",
	  "stop their owners: bpftool prog shows the pids", OTHER_KERNEL, programs_judge },
	{ "lockdown", "/sys/kernel/security/lockdown",
	  "BPF and kprobes may not read the kernel", "boot without lockdown=confidentiality",
	  OTHER_KERNEL, lockdown_judge },
	{ "BTF", "/sys/kernel/btf/vmlinux", "no fentry, fexit, fmod-ret and tp-btf",
	  "a kernel with CONFIG_DEBUG_INFO_BTF", OTHER_KERNEL, btf_judge },
};
/* clang-format on */
const size_t checks_count = ARRAY_SIZE(checks_table);

const char *check_state_name(enum check_state state)
{
	static const char *const names[] = { "fine", "unknown", "warning", "hopeless" };

	return names[state];
}

struct check_verdict check_judge(const struct check *check, const json_t *facts)
{
	struct check_verdict verdict = { .mend = check->mend };

	verdict.state = check->judge(facts, verdict.found, sizeof(verdict.found));
	if (is_guest(facts) && check->guest_mend)
		verdict.mend = check->guest_mend;
	return verdict;
}
