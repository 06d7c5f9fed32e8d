// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/agent_client.h"
#include "common/deadline.h"
#include "protocol/messages.h"

#include <errno.h>

static int reply_receive(struct target *target, uint64_t deadline_ns,
			 void (*on_event)(void *context), void *context, json_t **ret_reply,
			 struct error *err)
{
	for (;;) {
		json_t *message;
		int received = target_receive(target, deadline_ns, &message, err);

		if (received < 0)
			return received;
		if (!message_is_event(message)) {
			*ret_reply = message;
			return 0;
		}
		if (on_event)
			on_event(context);
		json_decref(message);
	}
}

/* {"error": ...} is what the agent could not do; what fits no reply is a broken agent. */
static int reply_judge(enum request_id request, const json_t *reply, struct error *err)
{
	int fits = reply_check(request, reply, err);
	const char *text = json_string_value(json_object_get(reply, "error"));

	if (fits < 0 || !text)
		return fits;
	return error_set(err, ERROR_RESULT, EREMOTEIO, "%s", text);
}

int agent_call(struct target *target, json_t *request, double patience_s,
	       void (*on_event)(void *context), void *context, json_t **ret_reply,
	       struct error *err)
{
	uint64_t deadline_ns = deadline_after_ms((uint64_t)(patience_s * target->slowness * 1e3));
	enum request_id id = REQUEST_COUNT;
	json_t *reply = NULL;
	int done = request_check(request, &id, err);

	if (!done)
		done = target_send(target, request, err);
	if (!done)
		done = reply_receive(target, deadline_ns, on_event, context, &reply, err);
	json_decref(request);
	if (!done)
		done = reply_judge(id, reply, err);
	if (done < 0 || !ret_reply)
		json_decref(reply);
	else
		*ret_reply = reply;
	return done;
}
