/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_HOST_CPU_H
#define BPFTAX_WORDS_HOST_CPU_H

/*
 * A guest's accounting against its host's.  A guest takes for its own work what others on the host
 * took of its CPUs, with no steal to show for it; the CPU time of the threads that run its CPUs
 * (vcpu_cpu_ns) does not.  Where an effect by one has its interval off the other's, the report says
 * so.
 *
 *	code = say_host_cpu(to, workload);
 *
 * The guest's side is the receiver's CPU time an operation and, where the sender is in the guest
 * too, the sender's: ends of intervals added up, which is wider than an interval of the sum.
 */

#include "words/say.h"

/* 0 or -ENOMEM. */
int say_host_cpu(struct sentences *to, const struct report_workload *workload);

#endif
