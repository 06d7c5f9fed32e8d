/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_EVENT_PROGRAM_H
#define BPFTAX_AGENT_EVENT_PROGRAM_H

/*
 * How a program comes onto a perf event: by a link where the kernel has such a kind (5.15), by
 * ioctl(2) where not.  What runs at a hit is the same; only a link tells of misses.
 *
 *	connected = event_program_connect(program_fd, event_fd, &hooked->link_fd, &err);
 *	...
 *	close(link_fd);	   // where it is not -1
 *	close(event_fd);   // and with it goes a program that it was given by ioctl
 */

#include "common/error.h"

/* *ret_link: the link, which is the caller's to close, or -1.  0 or a negative errno. */
int event_program_connect(int program_fd, int event_fd, int *ret_link, struct error *err);

#endif
