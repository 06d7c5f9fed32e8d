// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/requests.h"
#include "agent/attach_many.h"
#include "agent/builtin.h"
#include "agent/hook_programs.h"
#include "agent/machine.h"
#include "agent/mechanism/mechanism.h"
#include "agent/symbols.h"
#include "agent/sysfile.h"
#include "agent/trigger/user_probes.h"
#include "agent/where.h"
#include "agent/window.h"
#include "agent/witness.h"
#include "environment/facts.h"
#include "environment/hook_users.h"
#include "common/cleanup.h"
#include "protocol/names.h"

#include <errno.h>
#include <string.h>

#define PROBE_WINDOWS_MAX 10
#define PROBE_LENGTH_NS 50000000u
#define SIBLINGS_MAX 8

json_t *do_describe(struct session *session, const json_t *request)
{
	struct error err = {};

	(void)request;
	if (kernel_view_check(&session->view, &err) < 0)
		return reply_error(&err);
	return json_pack("{s:o}", "machine", machine_describe());
}

static bool has_text(const json_t *list, const json_t *text)
{
	const json_t *one;
	size_t i;

	json_array_foreach (list, i, one)
		if (json_equal(one, text))
			return true;
	return false;
}

/* Adds to the fact what it does not have yet; NULL, which nobody knows, adds nothing.  Takes it. */
static void users_put(json_t *facts, const char *key, json_t *users)
{
	json_t *known = json_object_get(facts, key), *user;
	size_t i;

	if (users && !known)
		json_object_set(facts, key, users);
	json_array_foreach (known ? users : NULL, i, user)
		if (!has_text(known, user))
			json_array_append(known, user);
	json_decref(users);
}

/* The hooks of the event alone, which the triggers choose; one that has none says so later. */
static void event_hook_put(struct session *session, const json_t *request, const char *mechanism,
			   json_t *facts)
{
	const struct mechanism_name *known = mechanism ? mechanism_name_find(mechanism) : NULL;
	struct error err = {};
	struct hook hook;

	/* A user's probes are on the agent's own code, which nobody else has. */
	if (!known || known->hook == HOOK_USER ||
	    trigger_hook_find(&session->triggers, mechanism, request_text(request, "trigger"),
			      &session->view, &hook, &err) < 0)
		return;
	users_put(facts, "hook_programs", hook_programs(&hook, session->view.btf));
	users_put(facts, "hook_users", hook_users_read("", hook.function, hook.tracepoint));
}

static void hook_programs_put(struct session *session, const json_t *request,
			      const struct facts_source *source, json_t *facts)
{
	const struct hook hook = { .function = source->function, .tracepoint = source->tracepoint };
	const json_t *mechanism;
	size_t i;

	users_put(facts, "hook_programs", hook_programs(&hook, session->view.btf));
	json_array_foreach (json_object_get(request, "events_of"), i, mechanism)
		event_hook_put(session, request, json_string_value(mechanism), facts);
}

json_t *do_environment(struct session *session, const json_t *request)
{
	struct facts_source source = {
		.root = "",
		.function = request_text(request, hook_kind_name(HOOK_FUNCTION)),
		.tracepoint = request_text(request, hook_kind_name(HOOK_TRACEPOINT)),
	};
	int others_count = statistics_others_count(&session->statistics);
	bool runs_are_counted = others_count > 0;
	json_t *facts = json_object();

	source.runs_are_counted = others_count < 0 ? NULL : &runs_are_counted;
	facts_read(&source, FACTS_OF_KERNEL, facts);
	hook_programs_put(session, request, &source, facts);
	return json_pack("{s:o}", "facts", facts);
}

static json_t *check_tracepoint(const char *tracepoint)
{
	bool exists = tracepoint_exists(tracepoint);

	return json_pack("{s:b s:b s:o}", "exists", exists, "traceable", exists, "similar",
			 exists ? json_array() : tracepoints_similar(tracepoint, 5));
}

json_t *do_check_hook(struct session *session, const json_t *request)
{
	const char *function = request_text(request, hook_kind_name(HOOK_FUNCTION));
	const char *tracepoint = request_text(request, hook_kind_name(HOOK_TRACEPOINT));
	bool traceable;

	(void)session;
	if (tracepoint)
		return check_tracepoint(tracepoint);
	if (!function)
		return json_pack("{s:s}", "error", "check-hook names no hook");
	traceable = symbol_traceable(function);
	return json_pack("{s:b s:b s:o}", "exists", traceable || symbol_address(function),
			 "traceable", traceable, "similar",
			 traceable ? json_array() : symbols_similar(function, 5));
}

static bool is_on_user(const json_t *request)
{
	const struct mechanism_name *known =
	    mechanism_name_find(request_text(request, "mechanism"));

	return known && known->hook == HOOK_USER;
}

/* Both kinds of hook come with the request; a mechanism has use for one. */
static struct hook request_hook(const json_t *request)
{
	const char *mechanism = request_text(request, "mechanism");
	const struct mechanism_name *known = mechanism_name_find(mechanism);
	struct hook hook = {};

	if (known && known->hook == HOOK_TRACEPOINT)
		hook.tracepoint = request_text(request, hook_kind_name(HOOK_TRACEPOINT));
	else if (known)
		hook.function = request_text(request, hook_kind_name(HOOK_FUNCTION));
	if (known && known->hook == HOOK_USER && !hook.function)
		hook.function = mechanism_find(mechanism)->user_probe;
	return hook;
}

/* The attachment outlives the request: the session keeps copies of the names. */
static void treatment_keep(struct session *session, const struct treatment *asked)
{
	const struct hook *hook = &asked->hook;

	session->treatment = *asked;
	session->treatment.mechanism = strdup(asked->mechanism);
	session->treatment.program = strdup(asked->program);
	session->treatment.hook = (struct hook){
		.function = hook->function ? strdup(hook->function) : NULL,
		.tracepoint = hook->tracepoint ? strdup(hook->tracepoint) : NULL,
		.address = hook->address,
	};
}

static void treatment_forget(struct session *session)
{
	struct treatment *treatment = &session->treatment;

	free((char *)treatment->mechanism);
	free((char *)treatment->program);
	free((char *)treatment->hook.function);
	free((char *)treatment->hook.tracepoint);
	*treatment = (struct treatment){};
}

json_t *session_detach(struct session *session)
{
	json_t *left = attachment_remove(&session->attachment);

	treatment_forget(session);
	session->attached = false;
	return left;
}

static json_t *reply_attached(const struct attachment *attachment)
{
	return json_pack("{s:s s:s s:f s:O}", "status", "attached", "hook", attachment->hook_text,
			 "hits_per_operation", attachment->hits_per_operation, "proof",
			 attachment->proof);
}

static int request_builtin(struct session *session, const json_t *request,
			   struct treatment *ret_treatment, struct error *err)
{
	struct hook hook = request_hook(request);

	if (!hook.function && !hook.tracepoint)
		return error_set(err, ERROR_RESULT, EINVAL,
				 "attach names no hook for this mechanism");
	if (hook.function && !is_on_user(request))
		hook.address = session_address(session, hook.function);
	*ret_treatment = (struct treatment){ .kind = &treatment_builtin,
					     .mechanism = request_text(request, "mechanism"),
					     .program = request_text(request, "program"),
					     .hook = hook };
	return 0;
}

json_t *do_attach(struct session *session, const json_t *request)
{
	struct treatment asked;
	struct error err = {};
	int made = request_text(request, "object")
		       ? request_object(session, request, &asked, &err)
		       : request_builtin(session, request, &asked, &err);

	if (made < 0)
		return reply_error(&err);
	if (session->attached)
		return json_pack("{s:s}", "error", "attach: one is attached");
	if (json_is_true(json_object_get(request, "recorded")))
		code_view_open(&session->code);
	asked.in_workload = true;
	treatment_keep(session, &asked);
	made = attachment_make(&session->attachment, &session->treatment, &session->view, &err);
	if (made < 0) {
		treatment_forget(session);
		return reply_not_attached(session, made, &err);
	}
	session->attached = true;
	return reply_attached(&session->attachment);
}

/*
 * Calibrated again, as within the second of a few windows a shared CPU may become 1.3 times as
 * slow. What is too long here is a result; what was not calibrated another.
 */
json_t *do_delay(struct session *session, const json_t *request)
{
	struct error err = {};
	double injected_ns;
	int set;

	if (!session->attached)
		return json_pack("{s:s}", "error", "delay: no delay program is attached");
	set = attachment_retune(&session->attachment, &session->view,
				request_number(request, "delay_ns"), &injected_ns, &err);
	if (set == -ENOTSUP)
		return reply_error(&err);
	if (set < 0)
		return json_pack("{s:s s:s}", "status", set == -ERANGE ? "unsupported" : "failed",
				 "reason", err.text);
	return json_pack("{s:s s:f}", "status", "set", "injected_ns", injected_ns);
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
	json_t *left, *witness;
	uint64_t lost;
	bool held;

	(void)request;
	if (!session->attached)
		return json_pack("{s:s}", "error", "detach: nothing is attached");
	held = attachment_holds(&session->attachment);
	/* Before the witness, for which the workload goes on: that is no part of the visit. */
	lost = preparation_lost(session->attachment.preparation);
	witness = held ? witness_look(session) : NULL;
	left = session_detach(session);
	return json_pack("{s:b s:b s:o s:I s:o*}", "held", held, "clean",
			 json_array_size(left) == 0, "left", left, "lost", (json_int_t)lost,
			 "witness", witness);
}

/* Takes the link away without a word to anybody. */
static int sabotage_detach(struct session *session, const json_t *request)
{
	(void)request;
	if (!session->attached)
		return -ENOENT;
	builtin_sabotage(&session->attachment);
	return 0;
}

static int sabotage_count(struct session *session, const json_t *request)
{
	(void)request;
	session->stranger = stranger_begin(STRANGER_COUNTS, NULL);
	return session->stranger < 0 ? session->stranger : 0;
}

static int sabotage_attach(struct session *session, const json_t *request)
{
	struct treatment treatment = { .kind = &treatment_builtin,
				       .mechanism = request_text(request, "mechanism"),
				       .program = program_names[PROGRAM_null].name,
				       .hook = request_hook(request) };

	session->stranger = stranger_begin(STRANGER_ATTACHES, &treatment);
	return session->stranger < 0 ? session->stranger : 0;
}

static int sabotage_leave(struct session *session, const json_t *request)
{
	(void)request;
	stranger_end(&session->stranger);
	return 0;
}

json_t *do_sabotage(struct session *session, const json_t *request)
{
	static const struct {
		const char *what;
		int (*deed)(struct session *session, const json_t *request);
	} deeds[] = { { "detach", sabotage_detach },
		      { "count", sabotage_count },
		      { "attach", sabotage_attach },
		      { "leave", sabotage_leave } };
	const char *what = request_text(request, "what");

	for (size_t i = 0; i < ARRAY_SIZE(deeds); i++)
		if (!strcmp(deeds[i].what, what) && !deeds[i].deed(session, request))
			return json_pack("{s:b}", "sabotaged", true);
	return json_pack("{s:s}", "error", "sabotage: not done");
}

/* Hits in the first moment in which the workload does anything; a busy host has others, too. */
static double hits_in_a_moment(struct session *session, struct attachment *probe)
{
	const struct window_request window = { 0, PROBE_LENGTH_NS, true };
	struct counters counters;
	struct error ignored;

	for (int i = 0; i < PROBE_WINDOWS_MAX; i++) {
		if (window_run(&session->workload, probe, &window, session->channel, &counters,
			       &ignored))
			return 0;
		if (counters.value[COUNTER_operations] > 0)
			return counters.value[COUNTER_hits];
	}
	return 0;
}

/* How often a function runs in such a moment; 0 when it cannot be traced. */
static double function_probe(struct session *session, const char *function)
{
	struct treatment treatment = { .kind = &treatment_builtin,
				       .mechanism = mechanism_names[MECHANISM_CHEAPEST].name,
				       .program = program_names[PROGRAM_null].name,
				       .hook = { .function = function } };
	struct attachment probe;
	struct error err;
	double hits = 0;

	if (attachment_make(&probe, &treatment, &session->view, &err) < 0)
		return 0;
	if (!session_statistics_set(session, true, &err))
		hits = hits_in_a_moment(session, &probe);
	session_statistics_set(session, false, &err);
	json_decref(attachment_remove(&probe));
	return hits;
}

json_t *do_runs_instead(struct session *session, const json_t *request)
{
	const char *function = request_text(request, hook_kind_name(HOOK_FUNCTION));
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

/* What is asked for is the hook, whatever hangs on it; a function is looked at the cheapest way. */
static struct treatment where_treatment(const json_t *request)
{
	const struct mechanism_name *known =
	    mechanism_name_find(request_text(request, "mechanism"));
	struct treatment treatment = { .kind = &treatment_builtin,
				       .mechanism = request_text(request, "mechanism"),
				       .program = WHERE_PROGRAM,
				       .hook = request_hook(request) };

	if (known && known->hook == HOOK_FUNCTION)
		treatment.mechanism = mechanism_names[MECHANISM_CHEAPEST].name;
	return treatment;
}

json_t *do_where(struct session *session, const json_t *request)
{
	struct treatment treatment = where_treatment(request);
	struct error err = {};
	json_t *where;

	if (session->attached || !session->workload.ops)
		return json_pack("{s:s}", "error", "where: one is attached, or no workload");
	if (where_find(&session->workload, &treatment, &session->view, &where, &err) < 0)
		return json_pack("{s:s s:s}", "status", "unsupported", "reason", err.text);
	return json_pack("{s:s s:o}", "status", "measured", "where", where);
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
