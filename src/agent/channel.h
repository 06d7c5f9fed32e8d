/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_CHANNEL_H
#define BPFTAX_AGENT_CHANNEL_H

/*
 * The agent's end of the line-wise JSON stream (protocol/messages.h).
 *
 *	struct channel channel;
 *
 *	channel_open(&channel, STDIN_FILENO, STDOUT_FILENO);
 *	channel_send(&channel, json_pack("{s:s}", "hello", "bpftax-agent"));
 *	while ((request = channel_receive(&channel)))
 *		...
 */

#include <jansson.h>
#include <stdio.h>

struct channel {
	FILE *in;
	int out;
};

/* Takes both descriptors over.  0 or a negative errno. */
int channel_open(struct channel *channel, int in, int out);

/* Writes one line; steals the reference to message.  0 or a negative errno. */
int channel_send(struct channel *channel, json_t *message);

/*
 * The next request (a new reference), or NULL at the end of the stream.  A line that is no JSON
 * object is answered with {"error": ...} and passed over.
 */
json_t *channel_receive(struct channel *channel);

#endif
