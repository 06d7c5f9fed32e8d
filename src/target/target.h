/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TARGET_H
#define BPFTAX_TARGET_H

/*
 * Where an agent runs: a guest (vm), this machine (local), and a fake for tests.  A target starts
 * an agent, carries one JSON object a line both ways, and stops it.
 *
 *	struct target_config config = { .kind = "vm", .kernel = ..., ... };
 *	struct target *target;
 *
 *	if (target_start(&config, &target, &err) < 0)
 *		...
 *	target_send(target, request, &err);
 *	target_receive(target, deadline_ns, &reply, &err);
 *	target_stop(target);
 */

#include "target/target_ops.h"

/*
 * Starts it and waits for the agent's hello, whose version is checked (protocol/messages.h).
 * ERROR_USAGE for what cannot be meant (unknown kind, kernel that is none), ERROR_ENVIRONMENT with
 * what to do for what this machine cannot do; -EINTR when stopping() said so.  config and its
 * strings must live as long as the target.
 *
 * Several targets may be used at once, each by one thread, from its start to its stop: a guest's
 * process is killed when the thread ends that started it, so that nothing outlives a program that
 * is killed (PR_SET_PDEATHSIG).
 */
int target_start(const struct target_config *config, struct target **ret_target, struct error *err);
int target_send(struct target *target, const json_t *message, struct error *err);

/* The next message, which the caller owns; errors as in target_ops.receive, -EPROTO for no JSON. */
int target_receive(struct target *target, uint64_t deadline_ns, json_t **ret_message,
		   struct error *err);
/*
 * How slow a target is that took so long to start: 1 as usual, 2 twice as long (target->slowness),
 * never more than 20, as a start may also have waited for a package.
 */
double target_slowness(double start_s);

/* What the virtual CPUs' threads had of the host.  -ENOTSUP where there are none. */
int target_vcpu_times(struct target *target, struct vcpu_times *ret_times);

/* What its network had of the host; all NaN where nothing carries it. */
struct network_totals target_network_totals(struct target *target);

/*
 * Leaves the host CPU of one of the guest's CPUs to that CPU: what else the guest's process has,
 * its network above all, keeps off it.  *ret_rest are the host CPUs for whoever feeds the guest.
 * -ENOTSUP where the guest's CPUs are not pinned or are none; -ENOSPC when there is no other CPU.
 */
int target_make_way(struct target *target, unsigned int guest_cpu, cpu_set_t *ret_rest);

/*
 * What the plugin has recorded since this was asked last (config.recorder_path), for
 * recording_read(); the caller frees the bytes.  -ENOTSUP where nothing is recorded; -EFBIG where
 * more was than is read, which is thrown away (target/recording_file.h).
 */
int target_recording_take(struct target *target, char **ret_bytes, size_t *ret_size,
			  struct error *err);

/* Ends the agent and its guest and frees the target.  NULL does nothing. */
void target_stop(struct target *target);

#endif
