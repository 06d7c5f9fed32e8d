// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * What is set before an object is loaded: globals of each kind, and a map's size.  What tests set
 * has a twin that was compiled so: two programs that differ in nothing else cost the same.
 */
#include <linux/bpf.h>
#include <stdbool.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

enum level { LEVEL_LOW = 1, LEVEL_HIGH = 9 };

struct range {
	__u16 low, high;
};

struct limits {
	__u32 most;
	struct range ports;
	__u32 narrow : 4;
};

const volatile __u32 rounds = 1, rounds_meant = 38, once = 1;
const volatile bool is_on = false, is_on_meant = true;
const volatile char command[8] = "none", command_meant[8] = "sshd";
const volatile enum level level = LEVEL_LOW, level_meant = LEVEL_HIGH;
const volatile struct limits limits = { 1, { 2, 3 }, 0 }, limits_meant = { 1, { 2, 443 }, 0 };
const volatile __s8 shift = -1, shift_meant = -128;
const volatile __u32 table[4] = {}, table_meant[4] = { 0, 0, 0, 9 }, grid[2][3] = {};
const volatile struct range ranges[2] = { { 1, 2 }, { 3, 4 } },
			    ranges_meant[2] = { { 1, 2 }, { 1024, 4 } };
static const volatile __u64 hidden = 7, hidden_meant = 0xfedcba9876543210;
extern int LINUX_KERNEL_VERSION __kconfig;
extern int CONFIG_HZ __kconfig;
extern bool CONFIG_BPF_SYSCALL __kconfig __weak;
extern char CONFIG_DEFAULT_HOSTNAME[16] __kconfig __weak;
extern enum libbpf_tristate CONFIG_BPFTAX_NOWHERE __kconfig __weak;
const volatile int hz_meant = 77;
const volatile bool has_syscall_meant = true;
const volatile char hostname_meant[16] = "hi";
const volatile enum libbpf_tristate nowhere_meant = TRI_MODULE;
__u64 steps = 1, steps_meant = 28, sum;
void *nowhere;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u64);
} slots SEC(".maps");

#define PLACES(name, entries)                                                                      \
	struct {                                                                                   \
		__uint(type, BPF_MAP_TYPE_ARRAY);                                                  \
		__uint(max_entries, entries);                                                      \
		__type(key, __u32);                                                                \
		__type(value, __u64);                                                              \
	} name SEC(".maps")
PLACES(places, 4);
PLACES(places_meant, 7);

/* A round is one addition and one comparison that jumps. */
static __always_inline void turn(__u64 times)
{
	__u64 turns = 0;

	asm volatile("1:\n\t"
		     "%[turns] += 1\n\t"
		     "if %[turns] < %[times] goto 1b\n\t"
		     : [turns] "+r"(turns)
		     : [times] "r"(times));
	sum = turns;
}

#define TURNS_ROUNDS(name, rounds)                                                                 \
	SEC("fentry/bpf_get_numa_node_id")                                                         \
	int name(void *ctx)                                                                        \
	{                                                                                          \
		(void)ctx;                                                                         \
		turn(rounds);                                                                      \
		return 0;                                                                          \
	}
TURNS_ROUNDS(turns_rounds, rounds)
TURNS_ROUNDS(turns_rounds_meant, rounds_meant)
TURNS_ROUNDS(turns_once, once)

/* The verifier does not know these. */
#define TURNS_STEPS(name, steps)                                                                   \
	SEC("fentry/bpf_get_numa_node_id")                                                         \
	int name(void *ctx)                                                                        \
	{                                                                                          \
		__u64 times = steps;                                                               \
                                                                                                   \
		(void)ctx;                                                                         \
		if (times < 100)                                                                   \
			turn(times);                                                               \
		return 0;                                                                          \
	}
TURNS_STEPS(turns_steps, steps)
TURNS_STEPS(turns_steps_meant, steps_meant)

/* Each that is not as meant takes rounds away. */
#define TURNS_ALL(name, is_on, command, level, limits, shift, hidden)                              \
	SEC("fentry/bpf_get_numa_node_id")                                                         \
	int name(void *ctx)                                                                        \
	{                                                                                          \
		__u64 times = 1;                                                                   \
                                                                                                   \
		(void)ctx;                                                                         \
		times += is_on ? 1 : 0;                                                            \
		times += command[0] == 's' && command[3] == 'd' && !command[4] ? 2 : 0;            \
		times += level == LEVEL_HIGH ? 4 : 0;                                              \
		times += limits.ports.high == 443 && limits.ports.low == 2 ? 8 : 0;                \
		times += shift == -128 ? 16 : 0;                                                   \
		times += hidden == 0xfedcba9876543210 ? 32 : 0;                                    \
		turn(times);                                                                       \
		return 0;                                                                          \
	}
TURNS_ALL(turns_all, is_on, command, level, limits, shift, hidden)
TURNS_ALL(turns_all_meant, is_on_meant, command_meant, level_meant, limits_meant, shift_meant,
	  hidden_meant)

/* The last of an array, and a member of the last of another. */
#define TURNS_ELEMENTS(name, table, ranges)                                                        \
	SEC("fentry/bpf_get_numa_node_id")                                                         \
	int name(void *ctx)                                                                        \
	{                                                                                          \
		(void)ctx;                                                                         \
		turn(1 + (table)[3] + ((ranges)[1].low == 1024 ? 16 : 0) + (grid)[1][2]);          \
		return 0;                                                                          \
	}
TURNS_ELEMENTS(turns_elements, table, ranges)
TURNS_ELEMENTS(turns_elements_meant, table_meant, ranges_meant)

/* What the kernel's configuration has, and what is told in its place. */
#define TURNS_OPTIONS(name, hz, has_syscall, hostname, nowhere)                                    \
	SEC("fentry/bpf_get_numa_node_id")                                                         \
	int name(void *ctx)                                                                        \
	{                                                                                          \
		__u64 times = 1;                                                                   \
                                                                                                   \
		(void)ctx;                                                                         \
		times += (hz) == 77 ? 1 : 0;                                                       \
		times += (has_syscall) ? 2 : 0;                                                    \
		times += (hostname)[0] == 'h' && (hostname)[1] == 'i' ? 4 : 0;                     \
		times += (nowhere) == TRI_MODULE ? 8 : 0;                                          \
		turn(times);                                                                       \
		return 0;                                                                          \
	}
TURNS_OPTIONS(turns_options, CONFIG_HZ, CONFIG_BPF_SYSCALL, CONFIG_DEFAULT_HOSTNAME,
	      CONFIG_BPFTAX_NOWHERE)
TURNS_OPTIONS(turns_options_meant, hz_meant, has_syscall_meant, hostname_meant, nowhere_meant)

/* As often as there are places. */
#define TURNS_PLACES(name, places)                                                                 \
	SEC("fentry/bpf_get_numa_node_id")                                                         \
	int name(void *ctx)                                                                        \
	{                                                                                          \
		__u64 found = 0;                                                                   \
                                                                                                   \
		(void)ctx;                                                                         \
		for (__u32 at = 0; at < 12; at++) {                                                \
			__u32 key = at;                                                            \
                                                                                                   \
			found += !!bpf_map_lookup_elem(&(places), &key);                           \
		}                                                                                  \
		turn(found);                                                                       \
		return 0;                                                                          \
	}
TURNS_PLACES(turns_places, places)
TURNS_PLACES(turns_places_meant, places_meant)

/* So that a map without a program stays. */
SEC("fentry/bpf_get_numa_node_id")
int looks(void *ctx)
{
	__u32 key = 0;

	(void)ctx;
	sum = bpf_map_lookup_elem(&slots, &key) || table[1] || nowhere || !LINUX_KERNEL_VERSION;
	return 0;
}
