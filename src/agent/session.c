// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/session.h"
#include "agent/requests.h"
#include "common/cleanup.h"

#include <string.h>

static json_t *do_quit(struct session *session, const json_t *request)
{
	(void)request;
	session->ended = true;
	return json_pack("{s:b}", "bye", true);
}

static request_handler *const handlers[] = {
#define REQUEST(identifier, name, since) [REQUEST_##identifier] = do_##identifier,
#include "protocol/message_list.h"
};

static json_t *request_carry_out(struct session *session, const json_t *request)
{
	enum request_id id;
	struct error err = {};

	return request_check(request, &id, &err) < 0 ? reply_error(&err)
						     : handlers[id](session, request);
}

/* One that cannot be written is no end of the conversation. */
static int reply_send(struct channel *channel, json_t *reply)
{
	if (!reply)
		reply = json_pack("{s:s}", "error",
				  "there is no memory for an answer, or it is no text");
	return channel_send(channel, reply);
}

static void session_end(struct session *session)
{
	if (session->attached)
		json_decref(session_detach(session));
	stranger_end(&session->stranger);
	statistics_release(&session->statistics);
	workload_stop(&session->workload);
	triggers_close(&session->triggers);
	call_trigger_close(&session->call);
	object_images_release(&session->objects);
	interruptions_close(&session->interruptions);
	code_view_close(&session->code);
	trigger_team_close(session->team);
	kernel_view_close(&session->view);
}

void session_run(struct channel *channel)
{
	struct trigger_team team;
	struct session session = { .channel = channel, .team = &team };
	json_t *request;

	trigger_team_init(&team); /* before anything is pinned */
	statistics_init(&session.statistics);
	channel_send(channel,
		     json_pack("{s:s s:i}", "hello", PROTOCOL_HELLO, "version", PROTOCOL_VERSION));
	kernel_view_open(&session.view);
	statistics_witness_load(&session.statistics);
	while (!session.ended && (request = channel_receive(channel))) {
		json_t *reply = request_carry_out(&session, request);

		json_decref(request);
		if (reply_send(channel, reply) < 0)
			break;
	}
	session_end(&session);
}
