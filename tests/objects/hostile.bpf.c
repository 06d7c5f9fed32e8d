// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * Programs that the kernel does not take, beside one that it does.  Tests give this object another
 * licence, and some of them other names and sections (hostile.py).
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

SEC("fentry/bpf_get_numa_node_id")
int harmless(void *ctx)
{
	(void)ctx;
	return 0;
}

__u64 seen;

/* A helper for programs under GPL alone. */
SEC("fentry/bpf_get_numa_node_id")
int reads_kernel(void *ctx)
{
	bpf_probe_read_kernel(&seen, sizeof(seen), ctx);
	return 0;
}

SEC("fentry/bpf_get_numa_node_id")
int turns_forever(void *ctx)
{
	(void)ctx;
	asm volatile("r1 = 0\n\t"
		     "1: if r1 == 0 goto 1b" ::
			 : "r1");
	return 0;
}

SEC("fentry/bpf_get_numa_node_id")
int badly_named(void *ctx)
{
	(void)ctx;
	return 0;
}

SEC("kprobe/kernel_restart")
int badly_hung(void *ctx)
{
	(void)ctx;
	return 0;
}

SEC("kprobe/no_such_function_of_the_kernel")
int nowhere(void *ctx)
{
	(void)ctx;
	return 0;
}
