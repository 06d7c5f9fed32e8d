// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/trigger/usdt.h"

#include <sys/sdt.h>

__attribute__((noinline)) void usdt_tick(void)
{
	STAP_PROBE(bpftax, tick);
}
