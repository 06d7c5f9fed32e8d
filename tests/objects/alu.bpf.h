/* SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause) */
/*
 * A program that adds ADDITIONS times: two of these differ by as many instructions.  What is added
 * comes from memory and goes there, so that neither compiler nor emulator leaves any of it out.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

#define TEXT_OF(number) #number
#define REPEAT(number) ".rept " TEXT_OF(number) "\n\t%[sum] += %[one]\n\t.endr"

#ifndef HOOK
#define HOOK "fentry/bpf_get_numa_node_id"
#endif

volatile __u64 one = 1, sum;

SEC(HOOK)
int adds(void *ctx)
{
	__u64 total = sum, term = one;

	(void)ctx;
	asm volatile(REPEAT(ADDITIONS) : [sum] "+r"(total) : [one] "r"(term));
	sum = total;
	return 0;
}
