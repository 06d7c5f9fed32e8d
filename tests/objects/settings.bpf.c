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
const volatile __u32 table[4] = {};
static const volatile __u64 hidden = 7, hidden_meant = 0xfedcba9876543210;
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
	sum = bpf_map_lookup_elem(&slots, &key) || table[1] || nowhere;
	return 0;
}
