/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CMD_KERNEL_H
#define BPFTAX_CMD_KERNEL_H

/* `bpftax kernel fetch|list|rm`; argv[0] is "kernel".  Returns the exit status. */
int cmd_kernel(int argc, char **argv);

#endif
