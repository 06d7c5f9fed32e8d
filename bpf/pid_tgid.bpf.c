// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/* pid-tgid: asks which process and thread runs. */
#include "bpftax.bpf.h"

BPFTAX_PROGRAM
{
	bpf_get_current_pid_tgid();
	return 0;
}
