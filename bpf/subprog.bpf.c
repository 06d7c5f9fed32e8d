// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* subprog: calls a function of its own, which must not be inlined. */
#include "bpftax.bpf.h"

static __attribute__((noinline)) int callee(void)
{
	return BPFTAX_USE(0);
}

BPFTAX_PROGRAM
{
	return callee();
}
