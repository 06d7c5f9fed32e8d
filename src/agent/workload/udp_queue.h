/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_WORKLOAD_UDP_QUEUE_H
#define BPFTAX_AGENT_WORKLOAD_UDP_QUEUE_H

/*
 * Datagrams that a thread sends to its own sockets over the loopback, and receives from them.
 *
 *	struct udp_queue queue;
 *
 *	udp_queue_open(&queue, "inet", 64);
 *	udp_queue_add(&queue, 6);
 *	udp_queue_drain(&queue, 6, &pass);    // timed
 *	udp_queue_close(&queue);
 *
 * Functions return 0 or a negative errno.
 */

#include <stddef.h>
#include <stdint.h>
#include "agent/trigger/trigger.h"

#define UDP_PAIRS_MAX 2

/* Of sockets; the sender's is connected to the receiver's. */
struct udp_pair {
	int receiver, sender;
};

struct udp_queue {
	struct udp_pair pairs[UDP_PAIRS_MAX];
	unsigned int last_pair; /* 0, or 1 where two take turns: a mask, the loop is timed */
	size_t datagram_bytes;
	char payload[65507];
	uint64_t waited; /* for datagrams that had been sent */
};

/*
 * family: "inet"; "any", what iperf3 opens by itself, a receiver of IPv6; "both" is one of each.
 * To be closed whether it could be opened or not.  Of a length that no datagram has it is 64 bytes.
 */
int udp_queue_open(struct udp_queue *queue, const char *family, size_t datagram_bytes);

int udp_queue_add(struct udp_queue *queue, unsigned int count);

/* Receives so many, which were added; -EAGAIN when they do not come. */
int udp_queue_drain(struct udp_queue *queue, unsigned int count, struct trigger_pass *ret_pass);

void udp_queue_close(struct udp_queue *queue);

#endif
