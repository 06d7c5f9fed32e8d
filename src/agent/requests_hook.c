// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/requests.h"
#include "agent/attach_many.h"
#include "agent/machine.h"
#include "agent/mechanism/mechanism.h"
#include "agent/symbols.h"
#include "agent/sysfile.h"
#include "agent/trigger/user_probes.h"
#include "agent/window.h"
#include "environment/facts.h"
#include "protocol/names.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define PROBE_LENGTH_NS 50000000u
#define SIBLINGS_MAX 8

json_t *do_describe(struct session *session, const json_t *request)
{
	(void)session;
	(void)request;
	return json_pack("{s:o}", "machine", machine_describe());
}

json_t *do_environment(struct session *session, const json_t *request)
{
	struct facts_source source = { "", request_text(request, "function"),
				       request_text(request, "tracepoint") };
	json_t *facts = json_object();

	(void)session;
	facts_read(&source, FACTS_OF_KERNEL, facts);
	return json_pack("{s:o}", "facts", facts);
}

/* Without tracefs nobody knows: then attaching has to show it. */
static json_t *check_tracepoint(const char *tracepoint)
{
	bool exists = !tracefs_path() || tracepoint_exists(tracepoint);

	return json_pack("{s:b s:b s:o}", "exists", exists, "traceable", exists, "similar",
			 exists ? json_array() : tracepoints_similar(tracepoint, 5));
}

json_t *do_check_hook(struct session *session, const json_t *request)
{
	const char *function = request_text(request, "function");
	const char *tracepoint = request_text(request, "tracepoint");
	bool traceable;

	(void)session;
	if (tracepoint)
		return check_tracepoint(tracepoint);
	if (!function)
		return json_pack("{s:s}", "error", "check-hook names no hook");
	traceable = !tracefs_path() || symbol_traceable(function);
	return json_pack("{s:b s:b s:o}", "exists", traceable || symbol_address(function),
			 "traceable", traceable, "similar",
			 traceable ? json_array() : symbols_similar(function, 5));
}

/* Both kinds of hook come with the request; a mechanism has use for one. */
static struct hook request_hook(const json_t *request, const char *mechanism)
{
	const struct mechanism_name *known = mechanism_name_find(mechanism);
	struct hook hook = {};

	if (known && known->hook != HOOK_TRACEPOINT)
		hook.function = request_text(request, "function");
	if (known && known->hook == HOOK_USER && !hook.function)
		hook.function = mechanism_find(mechanism)->user_probe;
	if (known && known->hook == HOOK_TRACEPOINT)
		hook.tracepoint = request_text(request, "tracepoint");
	return hook;
}

/* The attachment outlives the request: the session keeps copies of the hook's names. */
static void hook_keep(struct hook *hook)
{
	hook->function = hook->function ? strdup(hook->function) : NULL;
	hook->tracepoint = hook->tracepoint ? strdup(hook->tracepoint) : NULL;
}

static void hook_free(struct hook *hook)
{
	free((char *)hook->function);
	free((char *)hook->tracepoint);
	*hook = (struct hook){};
}

json_t *session_detach(struct session *session)
{
	struct hook hook = session->attachment.hook;
	json_t *left = attachment_remove(&session->attachment);

	hook_free(&hook);
	session->attached = false;
	return left;
}

json_t *do_attach(struct session *session, const json_t *request)
{
	const char *mechanism = request_text(request, "mechanism");
	const char *program = request_text(request, "program");
	struct hook hook;
	struct error err = {};
	int made;

	if (session->attached)
		return json_pack("{s:s}", "error", "attach: one is attached");
	hook = request_hook(request, mechanism);
	if (!hook.function && !hook.tracepoint)
		return json_pack("{s:s}", "error", "attach names no hook for this mechanism");
	hook_keep(&hook);
	if (hook.function && mechanism_name_find(mechanism)->hook != HOOK_USER)
		hook.address = session_address(session, hook.function);
	session->attachment.step = "calibrate";
	made = session_delay_prepare(session, program, &err);
	if (!made)
		made = attachment_make(&session->attachment, mechanism, program, &hook,
				       &session->view, &err);
	if (made < 0) {
		hook_free(&hook);
		return reply_not_attached(session, made, &err);
	}
	session->attached = true;
	return json_pack("{s:s s:s s:f s:O}", "status", "attached", "hook",
			 session->attachment.hook_text, "hits_per_operation",
			 session->attachment.mechanism->hits_per_operation, "proof",
			 session->attachment.proof);
}

/*
 * By the map alone: nothing is attached or detached, no text changes.  Calibrated again, as within
 * the second of a few windows a shared CPU may become 1.3 times as slow.
 */
json_t *do_delay(struct session *session, const json_t *request)
{
	struct error err = {};
	int rounds;

	if (!session->attached)
		return json_pack("{s:s}", "error", "delay: no delay program is attached");
	if (delay_calibrate(&session->view.delay, &err) < 0)
		return json_pack("{s:s s:s}", "status", "failed", "reason", err.text);
	rounds = delay_set(&session->view.delay, session->attachment.object,
			   request_number(request, "delay_ns"), &err);
	if (rounds == -ERANGE)
		return json_pack("{s:s s:s}", "status", "unsupported", "reason", err.text);
	if (rounds < 0)
		return json_pack("{s:s}", "error", "delay: what is attached is no delay program");
	return json_pack("{s:s s:f}", "status", "set", "injected_ns",
			 rounds * session->view.delay.round_ns);
}

/* Where the body cannot be run alone nobody knows: then attaching it has to say why. */
json_t *do_delay_longest(struct session *session, const json_t *request)
{
	struct error err = {};

	(void)request;
	if (delay_calibrate(&session->view.delay, &err) < 0)
		return json_pack("{s:s}", "reason", err.text);
	return json_pack("{s:f}", "longest_ns", delay_longest_ns(&session->view.delay));
}

json_t *do_detach(struct session *session, const json_t *request)
{
	uint64_t lost;
	json_t *left;
	bool held;

	(void)request;
	if (!session->attached)
		return json_pack("{s:s}", "error", "detach: nothing is attached");
	held = attachment_holds(&session->attachment);
	lost = preparation_lost(&session->attachment.preparation);
	left = session_detach(session);
	return json_pack("{s:b s:b s:o s:I}", "held", held, "clean", json_array_size(left) == 0,
			 "left", left, "lost", (json_int_t)lost);
}

/*
 * For the test that a program detached behind the agent's back makes its window fail: takes the
 * link away without a word to anybody.
 */
json_t *do_sabotage(struct session *session, const json_t *request)
{
	int *fd = session->attachment.link_fd >= 0 ? &session->attachment.link_fd
						   : &session->attachment.event_fd;

	(void)request;
	if (!session->attached)
		return json_pack("{s:s}", "error", "sabotage: nothing is attached");
	close(*fd);
	*fd = -1;
	return json_pack("{s:b}", "sabotaged", true);
}

/* How often a function runs in a moment of the workload; 0 when it cannot be traced. */
static double function_probe(struct session *session, const char *function)
{
	struct window_request window = { 0, PROBE_LENGTH_NS, true };
	struct hook hook = { .function = function };
	struct attachment probe;
	struct counters counters;
	struct error err;
	double hits = 0;

	if (attachment_make(&probe, "fentry", "null", &hook, &session->view, &err) < 0)
		return 0;
	if (!session_statistics_set(session, true, &err) &&
	    !window_run(&session->workload, &probe, &window, session->channel, &counters, &err))
		hits = counters.value[COUNTER_hits];
	session_statistics_set(session, false, &err);
	json_decref(attachment_remove(&probe));
	return hits;
}

json_t *do_runs_instead(struct session *session, const json_t *request)
{
	const char *function = request_text(request, "function");
	json_t *siblings, *sibling, *best = json_object();
	double most = 0;
	size_t i;

	if (session->attached || !session->workload.ops)
		return best;
	siblings = symbols_siblings(function, SIBLINGS_MAX);
	json_array_foreach (siblings, i, sibling) {
		double hits = function_probe(session, json_string_value(sibling));

		if (hits <= most)
			continue;
		most = hits;
		json_object_set(best, "function", sibling);
		json_object_set_new(best, "hits", json_integer((json_int_t)hits));
	}
	json_decref(siblings);
	return best;
}

json_t *do_attach_many(struct session *session, const json_t *request)
{
	struct attach_many many;
	struct error err = {};

	if (session->attached)
		return json_pack("{s:s}", "error", "attach-many: something is attached");
	if (attach_many_measure(request_number(request, "functions"), &many, &err) < 0)
		return json_pack("{s:s s:s}", "status", "unsupported", "reason", err.text);
	return json_pack("{s:s s:I s:I s:I s:I}", "status", "measured", "functions",
			 (json_int_t)many.functions, "attach_ns", (json_int_t)many.attach_ns,
			 "detach_ns", (json_int_t)many.detach_ns, "n", (json_int_t)many.repeats);
}

/* Runs through one of the agent's own probe points, for whatever is attached there. */
json_t *do_user_probe(struct session *session, const json_t *request)
{
	const char *which = request_text(request, "which");
	uint64_t iterations = request_number(request, "iterations");

	(void)session;
	if (user_probe_run(which, iterations) < 0)
		return json_pack("{s:s}", "error", "user-probe: no such probe point");
	return json_pack("{s:I}", "ran", (json_int_t)iterations);
}
