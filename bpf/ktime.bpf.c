// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* ktime: reads the clock. */
#include "bpftax.bpf.h"

BPFTAX_PROGRAM
{
	bpf_ktime_get_ns();
	return 0;
}
