// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* null: what the mechanism costs by itself. */
#include "bpftax.bpf.h"

BPFTAX_PROGRAM
{
	return 0;
}
