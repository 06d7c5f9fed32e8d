// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/trigger/call_files.h"
#include "common/cleanup.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A socket that is its own peer. */
static int udp_open(void)
{
	struct sockaddr_in own = { .sin_family = AF_INET,
				   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t length = sizeof(own);
	int udp = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (udp < 0 || bind(udp, (struct sockaddr *)&own, sizeof(own)) < 0 ||
	    getsockname(udp, (struct sockaddr *)&own, &length) < 0 ||
	    connect(udp, (struct sockaddr *)&own, sizeof(own)) < 0)
		fprintf(stderr, "bpftax-agent: no socket of its own: %s\n", strerror(errno));
	return udp;
}

void call_files_open(struct call_files *files)
{
	*files = (struct call_files){ .null = open("/dev/null", O_RDWR | O_CLOEXEC),
				      .zero = open("/dev/zero", O_RDWR | O_CLOEXEC),
				      .udp = udp_open(),
				      .pipe = { -1, -1 },
				      .listener = -1,
				      .pair = { -1, -1 },
				      .netlink = -1,
				      .sparse = -1,
				      .there = { -1, -1 },
				      .back = { -1, -1 } };
	if (pipe2(files->pipe, O_CLOEXEC) < 0)
		files->pipe[0] = files->pipe[1] = -1;
}

/* It ends at the end of what it reads. */
static void answerer_end(struct call_files *files)
{
	if (!files->answers)
		return;
	close(files->there[1]);
	files->there[1] = -1;
	pthread_join(files->answerer, NULL);
	files->answers = false;
}

void call_files_close(struct call_files *files)
{
	answerer_end(files);
	const int all[] = { files->null,    files->zero,     files->udp,      files->pipe[0],
			    files->pipe[1], files->listener, files->pair[0],  files->pair[1],
			    files->netlink, files->sparse,   files->there[0], files->there[1],
			    files->back[0], files->back[1] };

	for (size_t i = 0; i < ARRAY_SIZE(all); i++)
		if (all[i] >= 0)
			close(all[i]);
}
