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

/*
 * A locked addition: it waits for what came before it, and the loads after it wait for it.  A CPU
 * that executes out of order would otherwise run the rounds, which need nothing but each other,
 * beside the code around the hook: some 20 ns of every delay were hidden so (docs/kernel-notes.md).
 */
#define WAIT_FOR(sum, place) __sync_fetch_and_add(&(place), sum)

BPFTAX_PROGRAM
{
	__u32 key = 0;
	__u32 *rounds = bpf_map_lookup_elem(&delay_rounds, &key);
	__u64 sum = 1, place = 0;
	__u32 bundles;

	if (!rounds)
		return 0;
	WAIT_FOR(sum, place);
	bundles = *rounds / BUNDLE;
#pragma clang loop unroll(disable)
	for (__u32 i = 0; i < BUNDLES_MAX && i < bundles; i++)
		sum = rounds_spend(sum, BUNDLE);
	sum = rounds_spend(sum, *rounds % BUNDLE);
	WAIT_FOR(sum, place);
	return 0;
}
