// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * delay: spends a known time in arithmetic.  The agent measures what a round costs (the same body
 * under BPF_PROG_TEST_RUN) and writes the number of rounds into the map before the workload runs.
 */
#include "bpftax.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} delay_rounds SEC(".maps");

/*
 * Loops inside one image, not bpf_loop(): its callback would be another image, and where that
 * lands would be part of the time.  The bound is for the verifier, which walks every round, and
 * keeps a branch in mind for each test that it cannot decide, 8,192 at most: so rounds go by the
 * BUNDLE, whose own loop it can.
 */
#define BUNDLES_MAX 1024
#define BUNDLE 16

/* A value that the compiler must compute; eight steps make a round of some nanoseconds. */
#define STEP(sum)                                                                                  \
	sum = sum * 5 + 1;                                                                         \
	asm volatile("" : "+r"(sum))

/* Never unrolled: a round has to take the same time in a bundle and out of it. */
static __always_inline __u64 rounds_spend(__u64 sum, __u32 rounds)
{
#pragma clang loop unroll(disable)
	for (__u32 i = 0; i < BUNDLE && i < rounds; i++) {
		STEP(sum);
		STEP(sum);
		STEP(sum);
		STEP(sum);
		STEP(sum);
		STEP(sum);
		STEP(sum);
		STEP(sum);
	}
	return sum;
}

BPFTAX_PROGRAM
{
	__u32 key = 0;
	__u32 *rounds = bpf_map_lookup_elem(&delay_rounds, &key);
	__u64 sum = 1;
	__u32 bundles;

	if (!rounds)
		return 0;
	/*
	 * The delay 0 spends a bundle as well: a CPU that executes out of order runs the first
	 * rounds beside the code around the hook, some 20 to 40 ns of them (docs/kernel-notes.md),
	 * and what every delay has in common is in none of their differences.
	 */
	sum = rounds_spend(sum, BUNDLE);
	bundles = *rounds / BUNDLE;
#pragma clang loop unroll(disable)
	for (__u32 i = 0; i < BUNDLES_MAX && i < bundles; i++)
		sum = rounds_spend(sum, BUNDLE);
	rounds_spend(sum, *rounds % BUNDLE);
	return 0;
}
