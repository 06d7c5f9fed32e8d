// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * alu: work of a known size, alu-50 for 50 additions.  The agent puts the instructions in before
 * it loads the program (agent/program.c); what stands here is only where they go.
 */
#include "bpftax.bpf.h"

BPFTAX_PROGRAM
{
	return 0;
}
