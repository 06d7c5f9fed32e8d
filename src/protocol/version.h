/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PROTOCOL_VERSION_H
#define BPFTAX_PROTOCOL_VERSION_H

/* What the agent says first; both sides have to be of one version (protocol/message_list.h). */
#define PROTOCOL_HELLO "bpftax-agent"
#define PROTOCOL_VERSION 8

#define PROTOCOL_TEXT(number) #number
#define PROTOCOL_HELLO_OF(version)                                                                 \
	"{\"hello\":\"" PROTOCOL_HELLO "\",\"version\":" PROTOCOL_TEXT(version) "}"

/* The whole message. */
#define PROTOCOL_HELLO_LINE PROTOCOL_HELLO_OF(PROTOCOL_VERSION)

#endif
