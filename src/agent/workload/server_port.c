// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/workload/server_port.h"

#include <stdio.h>
#include <string.h>

#define PORT 5201
/* include/net/tcp_states.h */
#define ESTABLISHED 0x01
#define CLOSE_WAIT 0x08
#define LISTEN 0x0a

/* "   0: 00000000:1451 00000000:0000 0A ..." */
void server_port_look(struct server_port *port, const char *text)
{
	for (; text; text = (text = strchr(text, '\n')) ? text + 1 : NULL) {
		unsigned int local, state;

		if (sscanf(text, " %*u: %*[0-9A-F]:%x %*[0-9A-F]:%*x %x", &local, &state) != 2 ||
		    local != PORT)
			continue;
		port->listens |= state == LISTEN;
		port->busy |= state == ESTABLISHED || state == CLOSE_WAIT;
	}
}
