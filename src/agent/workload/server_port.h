/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_SERVER_PORT_H
#define BPFTAX_AGENT_SERVER_PORT_H

/*
 * Whether iperf3's server may be asked for another test: it closes its port for a moment between
 * two, and refuses a second client as long as one is connected.
 *
 *	struct server_port port = {};
 *
 *	server_port_look(&port, tcp_text);
 *	server_port_look(&port, tcp6_text);
 *	if (port.listens && !port.busy)
 *		...
 */

#include <stdbool.h>

struct server_port {
	bool listens;
	bool busy; /* a client's control connection is open, be it by one end only */
};

/* Adds what a text of /proc/PID/net/tcp or tcp6 says of port 5201; NULL adds nothing. */
void server_port_look(struct server_port *port, const char *text);

#endif
