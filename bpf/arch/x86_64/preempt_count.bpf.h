/* SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause) */
/*
 * The kernel's per-CPU variable is named by an id of its BTF.  libbpf would read all of that BTF to
 * find it; the agent has, and puts id and offset in (src/agent/where_code.c).
 */
static __always_inline __u32 preempt_count(void)
{
	const void *variable;
	__u32 count;

	asm volatile("%[variable] = %[mark] ll"
		     : [variable] "=r"(variable)
		     : [mark] "i"(WHERE_VARIABLE_MARK));
	variable = bpf_this_cpu_ptr(variable);
	asm volatile("%[count] = *(u32 *)(%[variable] + %[mark])"
		     : [count] "=r"(count)
		     : [variable] "r"(variable), [mark] "i"(WHERE_OFFSET_MARK));
	return count;
}
