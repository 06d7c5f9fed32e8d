// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/port.h"
#include "common/cleanup.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>

#define TRIES 20

/* Binds a socket and tells the port that it got, or -errno. */
static int port_bind(int fd, unsigned int port)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_port = htons((in_port_t)port),
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t length = sizeof(address);

	if (fd < 0 || bind(fd, (struct sockaddr *)&address, length) < 0 ||
	    getsockname(fd, (struct sockaddr *)&address, &length) < 0)
		return -errno;
	return ntohs(address.sin_port);
}

static int port_try(unsigned int wanted)
{
	CLEANUP_CLOSE int tcp = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	CLEANUP_CLOSE int udp = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int port = port_bind(tcp, wanted);

	return port < 0 ? port : port_bind(udp, (unsigned int)port);
}

int port_pick(unsigned int wanted, unsigned int *ret_port, struct error *err)
{
	int port = -EADDRINUSE;

	for (int i = 0; i < (wanted ? 1 : TRIES) && port == -EADDRINUSE; i++)
		port = port_try(wanted);
	if (port < 0 && wanted)
		return error_errno(err, ERROR_ENVIRONMENT, -port,
				   "port %u of 127.0.0.1 cannot be used: give another one, or none",
				   wanted);
	if (port < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -port, "no free port on 127.0.0.1");
	*ret_port = (unsigned int)port;
	return 0;
}
