// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/session.h"
#include "agent/delay.h"
#include "agent/requests.h"
#include "common/cleanup.h"

#include <bpf/libbpf.h>
#include <string.h>

static json_t *do_quit(struct session *session, const json_t *request)
{
	(void)request;
	session->ended = true;
	return json_pack("{s:b}", "bye", true);
}

static const struct {
	const char *name;
	request_handler *carry_out;
} requests[] = {
	{ "describe", do_describe },
	{ "environment", do_environment },
	{ "check-hook", do_check_hook },
	{ "workload-start", do_workload_start },
	{ "workload-stop", do_workload_stop },
	{ "attach", do_attach },
	{ "delay", do_delay },
	{ "delay-longest", do_delay_longest },
	{ "detach", do_detach },
	{ "micro", do_micro },
	{ "sabotage", do_sabotage },
	{ "statistics", do_statistics },
	{ "window", do_window },
	{ "totals", do_totals },
	{ "freeze", do_freeze_thaw },
	{ "thaw", do_freeze_thaw },
	{ "client-run", do_client_run },
	{ "runs-instead", do_runs_instead },
	{ "user-probe", do_user_probe },
	{ "attach-many", do_attach_many },
	{ "quit", do_quit },
};

static json_t *request_carry_out(struct session *session, const json_t *request)
{
	const char *name = request_text(request, "do");

	for (size_t i = 0; name && i < ARRAY_SIZE(requests); i++)
		if (!strcmp(requests[i].name, name))
			return requests[i].carry_out(session, request);
	return json_pack("{s:s}", "error", "no such request");
}

static void session_end(struct session *session)
{
	struct error err;

	if (session->attached)
		json_decref(session_detach(session));
	statistics_switch(&session->statistics, false, false, &err);
	workload_stop(&session->workload);
	triggers_close(&session->triggers);
	trigger_team_close(session->team);
	delay_release(&session->view.delay);
	btf__free(session->view.btf);
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
	session.view.btf = btf__load_vmlinux_btf();
	if (libbpf_get_error(session.view.btf))
		session.view.btf = NULL;
	while (!session.ended && (request = channel_receive(channel))) {
		json_t *reply = request_carry_out(&session, request);

		json_decref(request);
		if (channel_send(channel, reply) < 0)
			break;
	}
	session_end(&session);
}
