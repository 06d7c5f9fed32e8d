/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_NETWORK_H
#define BPFTAX_AGENT_NETWORK_H

/*
 * What the mechanisms share that hang on a packet's way: the loopback device, and that it is the
 * guest's own.
 *
 *	int device = network_device(&err);
 *
 *	if (device > 0)
 *		bpf_link_create(hooked->program_fd, device, BPF_XDP, &options);
 */

#include "agent/hooked.h"
#include "common/error.h"

#define NETWORK_DEVICE "lo"

/*
 * Its index.  -EOPNOTSUPP outside of a guest, as what a program drops there would be this machine's
 * packets.
 */
int network_device(struct error *err);

/* -EOPNOTSUPP outside of a guest. */
int network_guest_check(struct error *err);

/* The event that runs it, of trigger/call_list.h: a packet over the device. */
const char *network_event(const struct hooked *hooked);

#endif
