// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/requests.h"
#include "agent/apart.h"
#include "agent/body.h"
#include "agent/builtin.h"
#include "agent/many_hooks.h"
#include "agent/micro.h"
#include "protocol/names.h"

#include <errno.h>

/* The hook that the trigger's event passes, as far as the mechanism has use for it. */
static struct hook micro_hook(struct session *session, const char *mechanism)
{
	const struct mechanism_name *known = mechanism_name_find(mechanism);
	struct hook hook = trigger_hook_of(session->trigger, mechanism);

	if (hook.function && known->hook != HOOK_USER)
		hook.address = session_address(session, hook.function);
	return hook;
}

/* Not on one function alone. */
static void functions_ask(const json_t *request, struct treatment *treatment)
{
	treatment->functions = (unsigned int)request_number(request, "functions");
	treatment->functions_like = request_text(request, "functions_like");
	if (!treatment->functions && !treatment->functions_like)
		return;
	treatment->each = treatment->kind;
	treatment->kind = &treatment_many_hooks;
}

static int micro_attach(struct session *session, const json_t *request, struct error *err)
{
	const char *mechanism = request_text(request, "mechanism");
	struct treatment treatment = {
		.kind = &treatment_builtin,
		.mechanism = mechanism,
		.program = request_text(request, "program"),
		.programs = (unsigned int)request_number(request, "programs"),
	};
	int done = 0;

	if (request_text(request, "object"))
		done = request_object(session, request, &treatment, err);
	else
		treatment.hook = micro_hook(session, mechanism);
	functions_ask(request, &treatment);
	return done < 0 ? done
			: attachment_make(&session->attachment, &treatment, &session->view, err);
}

static void latency_put(json_t *reply, const struct attachment *attachment)
{
	json_object_set_new(reply, "load_ns", json_integer((json_int_t)attachment->load_ns));
	json_object_set_new(reply, "attach_ns", json_integer((json_int_t)attachment->attach_ns));
	json_object_set_new(reply, "detach_ns", json_integer((json_int_t)attachment->detach_ns));
}

/* While the program is attached.  *ret_reply gets what is only known then. */
static int micro_measure(struct session *session, struct micro *micro, json_t **ret_reply,
			 struct error *err)
{
	struct attachment *attachment = &session->attachment;
	json_t *reply, *left;
	int done;

	session->call.changed = 0;
	done = micro_attached(micro, session->trigger, attachment, &session->statistics, err);
	changed_events_put(session, attachment->proof);
	if (micro->recorded)
		micro->code = code_view_now(&session->code);
	reply = json_pack("{s:s s:s s:b s:s s:f s:O}", "status", "measured", "trigger",
			  session->trigger->ops->name, "shared", session->trigger->ops->is_shared,
			  "hook", attachment->hook_text, "hits_per_operation",
			  attachment->hits_per_operation, "proof", attachment->proof);
	json_object_set_new(reply, "lost",
			    json_integer((json_int_t)preparation_lost(attachment->preparation)));
	if (*session->trigger->instead)
		json_object_set_new(reply, "trigger_instead",
				    json_string(session->trigger->instead));
	left = attachment_remove(attachment);
	latency_put(reply, attachment);
	json_object_set_new(reply, "clean", json_boolean(!json_array_size(left)));
	json_object_set_new(reply, "left", left);
	if (done < 0)
		json_decref(reply);
	else
		*ret_reply = reply;
	return done;
}

/* A reload, from the trigger to the reply; what this kernel will not do is a reply as well. */
static json_t *micro_reload(struct session *session, const json_t *request, struct micro *micro)
{
	struct error err = {};
	json_t *reply = NULL, *raw;
	int done = 0;

	if (json_is_true(json_object_get(request, "alone")))
		done = body_time(request_text(request, "program"), &micro->alone_ns, &err);
	if (!done)
		done = micro_before(micro, session->trigger, &err);
	if (done < 0)
		return reply_error(&err);
	done = micro_attach(session, request, &err);
	if (done < 0)
		return reply_not_attached(session, done, &err);
	done = micro_measure(session, micro, &reply, &err);
	if (!done)
		done = micro_after(micro, session->trigger, &err);
	if (done < 0) {
		json_decref(reply);
		return reply_error(&err);
	}
	raw = micro_result(micro);
	json_object_update(reply, raw);
	json_decref(raw);
	return reply;
}

/* A reload in a process of its own. */
struct micro_apart {
	struct session *session;
	const json_t *request;
	struct micro *micro;
};

static json_t *micro_reload_here(void *context)
{
	const struct micro_apart *apart = context;

	return micro_reload(apart->session, apart->request, apart->micro);
}

static json_t *micro_reload_apart(struct session *session, const json_t *request,
				  struct micro *micro)
{
	struct micro_apart apart = { session, request, micro };
	json_t *reply = apart_run(micro_reload_here, &apart);

	return reply ? reply
		     : json_pack("{s:s}", "error", "micro: the process that measured has ended");
}

static json_t *micro_answer(struct session *session, const json_t *request, struct micro *micro)
{
	return request_stays(session, request) ? micro_reload_apart(session, request, micro)
					       : micro_reload(session, request, micro);
}

/* Who reads, or not, does so between events: also between those without a program. */
static int object_trigger(struct session *session, const json_t *request, struct error *err)
{
	int opened = session_object_trigger(session, request, err);

	if (opened < 0 || consumer_find(request_text(request, "consumer")) == CONSUMER_none)
		return opened;
	session->trigger =
	    trigger_read_open(&session->read, session->trigger, &session->attachment.reader, err);
	return session->trigger ? 0 : -EOPNOTSUPP;
}

static int micro_trigger(struct session *session, const json_t *request, struct error *err)
{
	const char *mechanism = request_text(request, "mechanism");
	const char *name = request_text(request, "trigger");
	uint64_t threads = request_number(request, "threads");

	if (request_text(request, "object"))
		return object_trigger(session, request, err);
	if (threads < 2)
		return triggers_find(&session->triggers, mechanism, name, &session->view,
				     &session->trigger, err);
	if (threads > VARIANT_THREADS_MAX)
		return error_set(err, ERROR_RESULT, EINVAL, "too many threads");
	return trigger_team_find(session->team, (unsigned int)threads, mechanism, name,
				 &session->view, &session->trigger, err);
}

json_t *do_micro(struct session *session, const json_t *request)
{
	struct error err = {};
	struct micro micro;
	json_t *reply;
	int opened;

	if (session->attached)
		return json_pack("{s:s}", "error", "micro: one is attached");
	session->attachment.step = "trigger";
	opened = micro_trigger(session, request, &err);
	if (opened < 0)
		return reply_not_attached(session, opened, &err);
	if (micro_init(&micro, request, &err) < 0)
		return reply_error(&err);
	if (micro.passing.exact)
		micro.passing.interruptions = session_interruptions(session);
	if (micro.recorded)
		code_view_open(&session->code);
	reply = micro_answer(session, request, &micro);
	micro_free(&micro);
	return reply;
}

json_t *do_symbols(struct session *session, const json_t *request)
{
	return json_pack("{s:o}", "symbols",
			 code_view_find(&session->code, json_object_get(request, "addresses")));
}
