// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* comm: copies the name of the thread that runs. */
#include "bpftax.bpf.h"

BPFTAX_PROGRAM
{
	char name[16];

	bpf_get_current_comm(name, sizeof(name));
	return 0;
}
