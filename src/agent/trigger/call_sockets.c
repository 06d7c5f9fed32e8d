// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/trigger/call_sockets.h"
#include "common/cleanup.h"

#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* Of a client's end: the same each time, as a port that is drawn takes a search. */
#define CLIENT_PORT 20001
#define BOUND_PORT 20002
#define LISTENER_PORT 20003
#define REFUSED_PORT 1 /* nobody listens there */
#define TALK_BYTES 64

/* An address of this machine's own, of either family. */
struct own_address {
	struct sockaddr_storage address;
	socklen_t length;
};

static struct own_address own_address(int family, in_port_t port)
{
	struct sockaddr_in6 six = { .sin6_family = AF_INET6,
				    .sin6_port = htons(port),
				    .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	struct sockaddr_in four = { .sin_family = AF_INET,
				    .sin_port = htons(port),
				    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct own_address own = { .length = family == AF_INET ? sizeof(four) : sizeof(six) };

	memcpy(&own.address, family == AF_INET ? (void *)&four : (void *)&six, own.length);
	return own;
}

static int address_bind(int fd, int family, in_port_t port)
{
	struct own_address own = own_address(family, port);
	const int one = 1;

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	return bind(fd, (struct sockaddr *)&own.address, own.length) < 0 ? -errno : 0;
}

static int address_connect(int fd, int family, in_port_t port)
{
	struct own_address own = own_address(family, port);

	return connect(fd, (struct sockaddr *)&own.address, own.length) < 0 ? -errno : 0;
}

static int stream_open(int family)
{
	return socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

/* The other side is told at once, and nothing is left of the connection. */
static void reset_when_closed(int fd)
{
	const struct linger linger = { .l_onoff = 1 };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger));
}

void call_udp_turn(const struct call_files *files)
{
	char bytes[TALK_BYTES] = "";
	ssize_t sent = send(files->udp, bytes, sizeof(bytes), MSG_DONTWAIT);
	ssize_t received = recv(files->udp, bytes, sizeof(bytes), MSG_DONTWAIT);

	call_ended(files, sent == TALK_BYTES && received == TALK_BYTES);
}

void call_socket_close(const struct call_files *files)
{
	(void)files;
	close(stream_open(AF_INET));
}

void call_socket_ask(const struct call_files *files)
{
	int bytes;

	if (ioctl(files->udp, FIONREAD, &bytes) < 0)
		return;
}

static void bind_close(int family)
{
	CLEANUP_CLOSE int fd = stream_open(family);

	address_bind(fd, family, BOUND_PORT);
}

void call_bind(const struct call_files *files)
{
	(void)files;
	bind_close(AF_INET);
}

void call_bind_6(const struct call_files *files)
{
	(void)files;
	bind_close(AF_INET6);
}

void call_listen(const struct call_files *files)
{
	CLEANUP_CLOSE int fd = stream_open(AF_INET);

	(void)files;
	if (!address_bind(fd, AF_INET, BOUND_PORT))
		listen(fd, 1);
}

static void refused(int family)
{
	CLEANUP_CLOSE int fd = stream_open(family);

	address_connect(fd, family, REFUSED_PORT);
}

void call_tcp_refused(const struct call_files *files)
{
	(void)files;
	refused(AF_INET);
}

void call_tcp_refused_6(const struct call_files *files)
{
	(void)files;
	refused(AF_INET6);
}

static int listener_open(struct call_files *files, int family)
{
	int code;

	files->listener = stream_open(family);
	if (files->listener < 0)
		return -errno;
	code = address_bind(files->listener, family, LISTENER_PORT);
	return code || !listen(files->listener, 4) ? code : -errno;
}

int call_listener_open(struct call_files *files)
{
	return listener_open(files, AF_INET);
}

int call_listener_open_6(struct call_files *files)
{
	return listener_open(files, AF_INET6);
}

/* The client's end; -1 when it does not come about. */
static int client_open(int family)
{
	int client = stream_open(family);

	if (client < 0)
		return -1;
	reset_when_closed(client);
	if (!address_bind(client, family, CLIENT_PORT) &&
	    !address_connect(client, family, LISTENER_PORT))
		return client;
	close(client);
	return -1;
}

static int server_accept(const struct call_files *files)
{
	return accept4(files->listener, NULL, NULL, SOCK_CLOEXEC);
}

/* Nothing waits: what was sent on this machine is there when the call returns. */
static void say(int from, int to)
{
	char bytes[TALK_BYTES] = "";

	send(from, bytes, sizeof(bytes), MSG_DONTWAIT | MSG_NOSIGNAL);
	recv(to, bytes, sizeof(bytes), MSG_DONTWAIT);
}

static void tcp_turn(const struct call_files *files, int family)
{
	CLEANUP_CLOSE int server = -1;
	CLEANUP_CLOSE int client = client_open(family);

	if (client < 0)
		return;
	server = server_accept(files);
	say(client, server);
}

void call_tcp_turn(const struct call_files *files)
{
	tcp_turn(files, AF_INET);
}

void call_tcp_turn_6(const struct call_files *files)
{
	tcp_turn(files, AF_INET6);
}

int call_pair_open(struct call_files *files)
{
	const char bytes[TALK_BYTES] = "";
	const int one = 1;
	int code = call_listener_open(files);

	if (code < 0)
		return code;
	files->pair[0] = client_open(AF_INET);
	files->pair[1] = files->pair[0] < 0 ? -1 : server_accept(files);
	if (files->pair[1] < 0)
		return -ECONNREFUSED;
	for (size_t i = 0; i < ARRAY_SIZE(files->pair); i++)
		setsockopt(files->pair[i], IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	/* What call_tcp_peek looks at. */
	return send(files->pair[0], bytes, sizeof(bytes), MSG_NOSIGNAL) < 0 ? -errno : 0;
}

void call_tcp_talk(const struct call_files *files)
{
	say(files->pair[0], files->pair[1]);
	say(files->pair[1], files->pair[0]);
}

void call_tcp_peek(const struct call_files *files)
{
	char bytes[TALK_BYTES] = "";

	send(files->pair[0], bytes, 0, MSG_DONTWAIT | MSG_NOSIGNAL);
	recv(files->pair[1], bytes, sizeof(bytes), MSG_DONTWAIT | MSG_PEEK);
}

int call_netlink_open(struct call_files *files)
{
	files->netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	return files->netlink < 0 ? -errno : 0;
}

/* A machine that has many is not what these events are made on. */
void call_links_list(const struct call_files *files)
{
	const struct {
		struct nlmsghdr header;
		struct rtgenmsg message;
	} request = { .header = { .nlmsg_len = sizeof(request),
				  .nlmsg_type = RTM_GETLINK,
				  .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP } };
	static char answer[16384];

	if (send(files->netlink, &request, sizeof(request), 0) < 0)
		return;
	while (recv(files->netlink, answer, sizeof(answer), MSG_DONTWAIT) > 0)
		;
}
