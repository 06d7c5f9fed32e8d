/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_TRACING_MOUNT_H
#define BPFTAX_AGENT_TRACING_MOUNT_H

/*
 * tracefs and debugfs, which prove what an attachment is, where nobody has mounted them: in a mount
 * namespace of this process alone, so that the machine stays as it is.
 *
 *	tracing_mount_private();    // before there is a second thread
 */

/* What is not allowed (CAP_SYS_ADMIN), or not in the kernel, stays missing. */
void tracing_mount_private(void);

#endif
