/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CMD_KERNEL_H
#define BPFTAX_CMD_KERNEL_H

#include "study/reading.h"

/* `bpftax kernel fetch|list|rm`; argv[0] is "kernel".  Returns the exit status. */
int cmd_kernel(int argc, char **argv);

/* The known kernels and what has been fetched of them, as text or (format json) as JSON. */
int cmd_list_kernels(const struct reading *options);

#endif
