/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_BALLAST_H
#define BPFTAX_AGENT_BALLAST_H

/*
 * Makes the receiver slower by a known time a datagram: the delay program on a function that only
 * the receiving process runs, and once for each datagram (inet_recvmsg; sock_recvmsg where that
 * is what the study hooks).
 *
 *	struct ballast ballast = {};
 *
 *	ballast_attach(&ballast, "udp_recvmsg", &err);    // with the workload standing still
 *	ballast_set(&ballast, 12000, &ns, &err);          // at any time
 *	ballast_release(&ballast);
 */

#include "agent/workload/companion.h"
#include "common/error.h"

struct ballast {
	struct companion companion;
};

/*
 * With no time of its own yet; does nothing where it is attached.  hooked is the function that the
 * study hooks, or NULL.  0, or a negative errno with ERROR_ENVIRONMENT: the kernel has no fentry.
 */
int ballast_attach(struct ballast *ballast, const char *hooked, struct error *err);

/*
 * Changes it to so many nanoseconds a datagram, or to as many as can be had; *ret_ns is what it has
 * become.  0 or a negative errno.
 */
int ballast_set(struct ballast *ballast, double ns, double *ret_ns, struct error *err);

/* Detaches it; does nothing where it is not attached. */
void ballast_release(struct ballast *ballast);

#endif
