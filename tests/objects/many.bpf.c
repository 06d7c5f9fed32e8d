// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* The same program on one function, and by one link on more than a hundred, of which that is one.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

#define PROGRAM(section, name)                                                                     \
	SEC(section)                                                                               \
	int name(void *ctx)                                                                        \
	{                                                                                          \
		(void)ctx;                                                                         \
		return 0;                                                                          \
	}

PROGRAM("kprobe.multi/bpf_get_numa_node_id", on_one)
PROGRAM("kprobe.multi/*_node_*", on_many)
PROGRAM("kretprobe.multi/*_node_*", returns_of_many)
PROGRAM("kprobe.multi/no_such_function_*", on_none)
