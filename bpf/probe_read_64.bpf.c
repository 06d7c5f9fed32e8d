// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * probe-read-64: copies 64 bytes of kernel memory by bpf_probe_read_kernel(), from the program's
 * own data: the address is valid under every mechanism and costs no helper of its own.
 */
#include "bpftax.bpf.h"

char source[64];

BPFTAX_PROGRAM
{
	char copy[64];

	bpf_probe_read_kernel(copy, sizeof(copy), source);
	return 0;
}
