/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_CALL_SOCKETS_H
#define BPFTAX_AGENT_CALL_SOCKETS_H

/*
 * Events of sockets (trigger/call_list.h), all on this machine's own addresses; each ends what it
 * begins.
 *
 *	if (!call_listener_open(&files))
 *		call_tcp_turn(&files);
 *
 * A connection is reset when it is closed, as one that waits for late segments would be one more at
 * each event.
 */

#include "agent/trigger/call_files.h"

void call_udp_turn(const struct call_files *files);
void call_socket_close(const struct call_files *files);
void call_socket_ask(const struct call_files *files);
void call_bind(const struct call_files *files);
void call_bind_6(const struct call_files *files);
void call_listen(const struct call_files *files);

/* To a port on which nobody listens: the answer comes within the call. */
void call_tcp_refused(const struct call_files *files);
void call_tcp_refused_6(const struct call_files *files);

/* 0 or a negative errno; what is opened is closed with the files. */
int call_listener_open(struct call_files *files);
int call_listener_open_6(struct call_files *files);
int call_pair_open(struct call_files *files);
int call_netlink_open(struct call_files *files);

/* What they need: a listener. */
void call_tcp_turn(const struct call_files *files);
void call_tcp_turn_6(const struct call_files *files);

/* A pair. */
void call_tcp_talk(const struct call_files *files);
void call_tcp_peek(const struct call_files *files);

/* A netlink socket. */
void call_links_list(const struct call_files *files);

#endif
