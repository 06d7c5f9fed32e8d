/* SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause) */
/*
 * It stands in the running task's thread_info, which begins the task; the agent puts the offset in
 * (src/agent/where_code.c).
 */
static __always_inline __u32 preempt_count(void)
{
	const void *task = bpf_get_current_task_btf();
	__u32 count;

	asm volatile("%[count] = *(u32 *)(%[task] + %[mark])"
		     : [count] "=r"(count)
		     : [task] "r"(task), [mark] "i"(WHERE_OFFSET_MARK));
	return count;
}
