// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/workload/udp_queue.h"
#include "agent/trigger/user_loop.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define DATAGRAM_PATIENCE_MS 5000

/* What each kind of receiver sees of udp_recvmsg: all datagrams, none (udpv6_recvmsg has them). */
static int receiver_open(bool ipv6)
{
	struct sockaddr_in6 any = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_ANY_INIT };
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(ipv6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int bound = -1;

	if (fd >= 0)
		bound = ipv6 ? bind(fd, (struct sockaddr *)&any, sizeof(any))
			     : bind(fd, (struct sockaddr *)&address, sizeof(address));
	if (fd >= 0 && bound < 0) {
		int failure = errno;

		close(fd);
		return -failure;
	}
	return fd >= 0 ? fd : -errno;
}

/* Always over IPv4: an IPv6 receiver is open to both. */
static int sender_open(int receiver)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	union {
		struct sockaddr any;
		struct sockaddr_in ipv4;
		struct sockaddr_in6 ipv6;
	} bound = {};
	socklen_t length = sizeof(bound);
	int fd;

	if (getsockname(receiver, &bound.any, &length) < 0)
		return -errno;
	address.sin_port =
	    bound.any.sa_family == AF_INET6 ? bound.ipv6.sin6_port : bound.ipv4.sin_port;
	fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof(address)) < 0) {
		int failure = errno;

		close(fd);
		return -failure;
	}
	return fd >= 0 ? fd : -errno;
}

static int pair_open(struct udp_pair *pair, bool ipv6)
{
	pair->receiver = receiver_open(ipv6);
	if (pair->receiver < 0)
		return pair->receiver;
	pair->sender = sender_open(pair->receiver);
	return pair->sender < 0 ? pair->sender : 0;
}

static int sockets_open(struct udp_queue *queue, const char *family)
{
	int opened = pair_open(&queue->pairs[0], !strcmp(family, "any"));

	if (opened < 0 || strcmp(family, "both") != 0)
		return opened;
	queue->last_pair = 1;
	return pair_open(&queue->pairs[1], true);
}

int udp_queue_open(struct udp_queue *queue, const char *family, size_t datagram_bytes)
{
	for (unsigned int i = 0; i < UDP_PAIRS_MAX; i++)
		queue->pairs[i] = (struct udp_pair){ -1, -1 };
	queue->last_pair = 0;
	queue->waited = 0;
	queue->datagram_bytes =
	    datagram_bytes && datagram_bytes <= sizeof(queue->payload) ? datagram_bytes : 64;
	return sockets_open(queue, family);
}

int udp_queue_add(struct udp_queue *queue, unsigned int count)
{
	for (unsigned int i = 0; i < count; i++)
		if (send(queue->pairs[i & queue->last_pair].sender, queue->payload,
			 queue->datagram_bytes, 0) < 0)
			return -errno;
	return 0;
}

/*
 * The loopback's softirq was put off to its thread, as happens on a machine under load: sleep until
 * that has run.  Yielding would not do, the scheduler may give the CPU straight back.
 */
static int datagram_wait(struct udp_queue *queue, int receiver)
{
	struct pollfd waiting = { .fd = receiver, .events = POLLIN };
	int ready = poll(&waiting, 1, DATAGRAM_PATIENCE_MS);

	queue->waited++;
	return ready > 0 ? 0 : ready < 0 ? -errno : -EAGAIN;
}

/* The clock is read outside the loop; the loop is the same whatever is attached. */
int udp_queue_drain(struct udp_queue *queue, unsigned int count, struct trigger_pass *ret_pass)
{
	struct user_loop loop;

	user_loop_begin(&loop);
	for (unsigned int i = 0; i < count; i++) {
		int receiver = queue->pairs[i & queue->last_pair].receiver;

		while (recv(receiver, queue->payload, sizeof(queue->payload), MSG_DONTWAIT) < 0) {
			int waited = errno == EAGAIN ? datagram_wait(queue, receiver) : -errno;

			if (waited < 0)
				return waited;
		}
	}
	user_loop_end(&loop, ret_pass);
	return 0;
}

static void pair_close(struct udp_pair *pair)
{
	if (pair->receiver >= 0)
		close(pair->receiver);
	if (pair->sender >= 0)
		close(pair->sender);
}

void udp_queue_close(struct udp_queue *queue)
{
	for (unsigned int i = 0; i < UDP_PAIRS_MAX; i++)
		pair_close(&queue->pairs[i]);
}
