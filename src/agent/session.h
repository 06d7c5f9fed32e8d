/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_SESSION_H
#define BPFTAX_AGENT_SESSION_H

/*
 * The agent's conversation: reads requests (protocol/messages.h) and carries them out, one after
 * the other, until "quit" or the end of the stream.  At the end nothing is left attached,
 * switched on or running.
 */

#include "agent/channel.h"

void session_run(struct channel *channel);

#endif
