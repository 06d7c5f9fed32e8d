/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TEST_GUEST_H
#define BPFTAX_TEST_GUEST_H

/*
 * A guest with the real agent, for tests that ask it directly.
 *
 *	static int setup(void **state) { return guest_setup(state, "debian-6.12-cloud", false); }
 *
 *	json_t *reply = guest_ask(*state, REQUEST_describe, NULL);
 *
 * Started once for a group of tests.  The program skips (status 77, with the reason) where no
 * guest can be had: no QEMU, no kernel to fetch.  Its arguments are the agent and bpftax-iperf3.
 */

#include <jansson.h>
#include "protocol/messages.h"
#include "target/target.h"

struct guest {
	struct target *target;
	struct target_config config;
};

/* Exits with 77 and says why when there can be no guest. */
struct guest *guest_start(const char *kernel, const char *agent, const char *iperf3);

/*
 * One request, its fields packed as by json_pack() (format NULL: none); the reply, events passed
 * over. Fails the test on silence, and where a message does not fit the protocol.
 */
json_t *guest_ask(struct guest *guest, enum request_id request, const char *format, ...);

void guest_stop(struct guest *guest);

#endif
