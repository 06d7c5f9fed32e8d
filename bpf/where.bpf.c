// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * where: counts the hits of a hook by the context that they happen in, inside and outside of what
 * is timed.  Attached while nothing is measured (src/agent/where.h).
 */
#include "bpftax.bpf.h"
#include "agent/where_seen.h"
#include "preempt_count.bpf.h" /* the architecture's */

struct where_seen where_seen;

static __always_inline enum where_context context_of(__u32 count)
{
	if (count & WHERE_NMI_MASK)
		return WHERE_NMI;
	if (count & WHERE_HARDIRQ_MASK)
		return WHERE_HARDIRQ;
	return count & WHERE_SERVING_SOFTIRQ ? WHERE_SOFTIRQ : WHERE_PROCESS;
}

BPFTAX_PROGRAM
{
	enum where_context context = context_of(preempt_count());
	unsigned int place = where_seen.place ? WHERE_INSIDE : WHERE_OUTSIDE;

	__sync_fetch_and_add(&where_seen.hits[place][context], 1);
	if (place == WHERE_INSIDE)
		return 0;
	where_seen.cpu[context] = bpf_get_smp_processor_id();
	bpf_get_current_comm(where_seen.process[context], sizeof(where_seen.process[context]));
	return 0;
}
