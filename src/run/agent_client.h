/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_CLIENT_H
#define BPFTAX_AGENT_CLIENT_H

/*
 * Asking the agent (protocol/messages.h): one request, one reply.
 *
 *	json_t *reply;
 *
 *	agent_call(target, request_pack(REQUEST_describe, NULL), 10, NULL, NULL, &reply, &err);
 */

#include <jansson.h>
#include "common/error.h"
#include "protocol/messages.h"
#include "target/target.h"

/*
 * Steals the reference to request.  Events that come before the reply go to on_event (may be
 * NULL).  -EPROTO when request or reply do not fit the protocol; {"error": ...} becomes -EREMOTEIO
 * with its text.  patience_s is how long the reply may take on a usual machine; one that was slow
 * to start gets so much more (target->slowness).  *ret_reply is a new reference; ret_reply may be
 * NULL.
 */
int agent_call(struct target *target, json_t *request, double patience_s,
	       void (*on_event)(void *context), void *context, json_t **ret_reply,
	       struct error *err);

#endif
