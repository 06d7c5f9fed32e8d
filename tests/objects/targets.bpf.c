// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* Programs whose sections name nothing that there is: whoever loads them says what they hang on. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

SEC("fentry/bpftax_dummy")
int enters(void *ctx)
{
	(void)ctx;
	return 0;
}

SEC("fexit/bpftax_dummy")
int leaves(void *ctx)
{
	(void)ctx;
	return 0;
}

SEC("kprobe/bpftax_dummy")
int probes(void *ctx)
{
	(void)ctx;
	return 0;
}

SEC("kretprobe")
int returns(void *ctx)
{
	(void)ctx;
	return 0;
}

SEC("tp/syscalls/bpftax_dummy")
int traces(void *ctx)
{
	(void)ctx;
	return 0;
}

SEC("tp_btf/bpftax_dummy")
int typed(void *ctx)
{
	(void)ctx;
	return 0;
}

SEC("raw_tp/bpftax_dummy")
int raw(void *ctx)
{
	(void)ctx;
	return 0;
}

SEC("xdp/cpumap")
int drops(struct xdp_md *ctx)
{
	(void)ctx;
	return XDP_PASS;
}
