// SPDX-License-Identifier: GPL-2.0-or-later
/* A file of its own: <sys/sdt.h> has counters for all probe points of a file, or for none. */
#define _SDT_HAS_SEMAPHORES 1
#include "agent/trigger/usdt.h"

#include <sys/sdt.h>

/* Its name is the header's ABI; the kernel alone writes it, while something is attached. */
extern unsigned short bpftax_counted_tick_semaphore;
unsigned short bpftax_counted_tick_semaphore __attribute__((section(".probes"), used));

unsigned int usdt_semaphore_value(void)
{
	return *(volatile unsigned short *)&bpftax_counted_tick_semaphore;
}

__attribute__((noinline)) void usdt_counted_tick(void)
{
	if (__builtin_expect(*(volatile unsigned short *)&bpftax_counted_tick_semaphore, 0))
		STAP_PROBE(bpftax, counted_tick);
}
