// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * A field that stands elsewhere on each kernel, and where no kernel has it in what is declared
 * here: only what was relocated by the kernel's BTF (CO-RE) reads it.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

char LICENSE[] SEC("license") = "GPL";

struct task_struct {
	int tgid;
	int no_kernel_has_this;
} __attribute__((preserve_access_index));

/* Three instructions a round. */
static __always_inline void turn(void)
{
	__u64 turns = 0;

	asm volatile("1:\n\t"
		     "%[turns] += 1\n\t"
		     "if %[turns] < 1000 goto 1b\n\t"
		     : [turns] "+r"(turns));
}

static __always_inline int tgid_read(void)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();

	return BPF_CORE_READ(task, tgid);
}

/* Dear where the field was read. */
SEC("fentry/bpf_get_numa_node_id")
int finds(void *ctx)
{
	(void)ctx;
	if (tgid_read() == (int)(bpf_get_current_pid_tgid() >> 32))
		turn();
	return 0;
}

/* Dear where what is no field is said to be one. */
SEC("fentry/bpf_get_numa_node_id")
int misses(void *ctx)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();

	(void)ctx;
	if (bpf_core_field_exists(task->no_kernel_has_this))
		turn();
	return 0;
}
