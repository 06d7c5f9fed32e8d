// SPDX-License-Identifier: GPL-2.0-or-later
/* A file of its own: <sys/sdt.h> has one nop for all probe points of a file. */
#include "agent/trigger/usdt.h"

#include <sys/sdt.h>

/* Where it is of use; elsewhere it stays what it is. */
#ifdef __x86_64__
#undef _SDT_NOP
#define _SDT_NOP                                                                                   \
	.quad 0x841f0f2e66;                                                                        \
	.word 0
#endif

/* Within a page: the kernel writes a call at once, or none. */
__attribute__((noinline, aligned(64))) void usdt_nop10_tick(void)
{
	STAP_PROBE(bpftax, nop10_tick);
}
