// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/session.h"
#include "agent/attach_many.h"
#include "agent/attachment.h"
#include "agent/body.h"
#include "agent/machine.h"
#include "agent/micro.h"
#include "agent/mechanism/mechanism.h"
#include "agent/statistics.h"
#include "agent/symbols.h"
#include "agent/sysfile.h"
#include "agent/trigger/team.h"
#include "agent/trigger/user_probes.h"
#include "agent/window.h"
#include "common/cleanup.h"
#include "environment/facts.h"
#include "protocol/messages.h"
#include "protocol/names.h"

#include <errno.h>
#include <string.h>

#define PROBE_LENGTH_NS 50000000u
#define SIBLINGS_MAX 8

/* kallsyms is long, and a study hooks two functions in turn: its own and the sham's. */
#define ADDRESSES_KEPT 4

struct known_address {
	char function[128];
	uint64_t address;
};

struct session {
	struct channel *channel;
	struct kernel_view view;
	struct statistics statistics;
	struct workload workload;
	struct attachment attachment;
	struct triggers triggers;
	struct trigger_team *team; /* for several CPUs at once */
	struct trigger *trigger;   /* of the micro request under way */
	struct known_address addresses[ADDRESSES_KEPT];
	size_t addresses_looked_up;
	bool attached;
	bool by_sysctl;
	bool ended;
};

static json_t *reply_error(const struct error *err)
{
	return json_pack("{s:s}", "error", err->text);
}

static const char *request_text(const json_t *request, const char *key)
{
	return json_string_value(json_object_get(request, key));
}

static uint64_t request_number(const json_t *request, const char *key)
{
	return (uint64_t)json_integer_value(json_object_get(request, key));
}

static json_t *do_describe(struct session *session, const json_t *request)
{
	(void)session;
	(void)request;
	return json_pack("{s:o}", "machine", machine_describe());
}

static json_t *do_environment(struct session *session, const json_t *request)
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

static json_t *do_check_hook(struct session *session, const json_t *request)
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

static json_t *do_workload_start(struct session *session, const json_t *request)
{
	const char *name = request_text(request, "workload");
	struct error err = {};

	workload_stop(&session->workload);
	if (workload_start(&session->workload, name ? name : "",
			   json_object_get(request, "settings"), &err) < 0)
		return reply_error(&err);
	return json_pack("{s:s s:o s:O*}", "started", name, "placement",
			 placement_to_json(&session->workload.placement), "pilot",
			 session->workload.pilot);
}

static json_t *do_workload_stop(struct session *session, const json_t *request)
{
	(void)request;
	workload_stop(&session->workload);
	return json_pack("{s:b}", "stopped", true);
}

/* What the kernel will not do is a result; what went wrong is another. */
static json_t *reply_not_attached(const struct session *session, int code, const struct error *err)
{
	bool unsupported = code == -EOPNOTSUPP || code == -EPERM || code == -EACCES;

	return json_pack("{s:s s:s s:i s:s}", "status", unsupported ? "unsupported" : "failed",
			 "step", session->attachment.step, "errno", -code, "reason", err->text);
}

static int delay_prepare(struct session *session, const char *program, struct error *err)
{
	const struct program_name *known = program_name_find(program, NULL);

	if (!known || strcmp(known->name, "delay-") || session->view.delay.round_ns > 0)
		return 0;
	return delay_calibrate(&session->view.delay, err);
}

/* Both kinds of hook come with the request; a mechanism has use for one. */
static struct hook request_hook(const json_t *request, const char *mechanism)
{
	const struct mechanism_name *known = mechanism_name_find(mechanism);
	struct hook hook = {};

	if (known && known->hook != HOOK_TRACEPOINT)
		hook.function = request_text(request, "function");
	if (known && known->hook == HOOK_USER && !hook.function)
		hook.function = user_probe_default(mechanism);
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

static uint64_t address_of(struct session *session, const char *function)
{
	struct known_address *known;

	for (size_t i = 0; i < ADDRESSES_KEPT; i++)
		if (!strcmp(session->addresses[i].function, function))
			return session->addresses[i].address;
	known = &session->addresses[session->addresses_looked_up++ % ADDRESSES_KEPT];
	snprintf(known->function, sizeof(known->function), "%s", function);
	known->address = symbol_address(function);
	return known->address;
}

static json_t *detach(struct session *session)
{
	struct hook hook = session->attachment.hook;
	json_t *left = attachment_remove(&session->attachment);

	hook_free(&hook);
	session->attached = false;
	return left;
}

static json_t *do_attach(struct session *session, const json_t *request)
{
	const char *mechanism = request_text(request, "mechanism");
	const char *program = request_text(request, "program");
	struct hook hook;
	struct error err = {};
	int made;

	if (!mechanism || !program || session->attached)
		return json_pack("{s:s}", "error", "attach: nothing named, or one is attached");
	hook = request_hook(request, mechanism);
	if (!hook.function && !hook.tracepoint)
		return json_pack("{s:s}", "error", "attach names no hook for this mechanism");
	hook_keep(&hook);
	if (hook.function && mechanism_name_find(mechanism)->hook != HOOK_USER)
		hook.address = address_of(session, hook.function);
	session->attachment.step = "calibrate";
	made = delay_prepare(session, program, &err);
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

/* By the map alone: nothing is attached or detached, no text changes. */
static json_t *do_delay(struct session *session, const json_t *request)
{
	struct error err = {};
	int rounds;

	if (!session->attached)
		return json_pack("{s:s}", "error", "delay: no delay program is attached");
	rounds = delay_set(&session->view.delay, session->attachment.object,
			   request_number(request, "delay_ns"), &err);
	if (rounds < 0)
		return json_pack("{s:s}", "error", *err.text ? err.text : "no delay program");
	return json_pack("{s:f}", "injected_ns", rounds * session->view.delay.round_ns);
}

static json_t *do_detach(struct session *session, const json_t *request)
{
	uint64_t lost;
	json_t *left;
	bool held;

	(void)request;
	if (!session->attached)
		return json_pack("{s:s}", "error", "detach: nothing is attached");
	held = attachment_holds(&session->attachment);
	lost = preparation_lost(&session->attachment.preparation);
	left = detach(session);
	return json_pack("{s:b s:b s:o s:I}", "held", held, "clean", json_array_size(left) == 0,
			 "left", left, "lost", (json_int_t)lost);
}

/* The hook that the trigger's event passes, as far as the mechanism has use for it. */
static struct hook micro_hook(struct session *session, const char *mechanism)
{
	const struct mechanism_name *known = mechanism_name_find(mechanism);
	struct hook hook = session->trigger->ops->hook;

	if (!known || known->hook == HOOK_TRACEPOINT) {
		hook.function = NULL;
		return hook;
	}
	hook.tracepoint = NULL;
	if (known->hook != HOOK_USER)
		hook.address = address_of(session, hook.function);
	return hook;
}

/* "programs" of the request counts the first one too. */
static int micro_copies(struct session *session, const json_t *request, struct error *err)
{
	uint64_t programs = request_number(request, "programs");
	int added;

	if (programs < 2)
		return 0;
	added = attachment_add_copies(&session->attachment, programs - 1,
				      request_text(request, "mechanism"),
				      request_text(request, "program"), &session->view, err);
	if (added < 0)
		json_decref(attachment_remove(&session->attachment));
	return added;
}

static int micro_attach(struct session *session, const json_t *request, struct error *err)
{
	const char *mechanism = request_text(request, "mechanism");
	const char *program = request_text(request, "program");
	struct hook hook = micro_hook(session, mechanism);
	int made;

	session->attachment.step = "calibrate";
	made = delay_prepare(session, program, err);
	if (!made)
		made = attachment_make(&session->attachment, mechanism, program, &hook,
				       &session->view, err);
	return made < 0 ? made : micro_copies(session, request, err);
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
	int done = micro_attached(micro, session->trigger, attachment, &session->statistics, err);
	json_t *reply, *left;

	reply = json_pack("{s:s s:s s:b s:s s:f s:O}", "status", "measured", "trigger",
			  session->trigger->ops->name, "shared", session->trigger->ops->is_shared,
			  "hook", attachment->hook_text, "hits_per_operation",
			  attachment->mechanism->hits_per_operation *
			      (double)(1 + attachment->copy_count),
			  "proof", attachment->proof);
	json_object_set_new(reply, "lost",
			    json_integer((json_int_t)preparation_lost(&attachment->preparation)));
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

static int micro_trigger(struct session *session, const json_t *request, struct error *err)
{
	const char *mechanism = request_text(request, "mechanism");
	const char *name = request_text(request, "trigger");
	uint64_t threads = request_number(request, "threads");

	if (threads < 2)
		return triggers_find(&session->triggers, mechanism, name, &session->view,
				     &session->trigger, err);
	if (threads > VARIANT_THREADS_MAX)
		return error_set(err, ERROR_RESULT, EINVAL, "too many threads");
	return trigger_team_find(session->team, (unsigned int)threads, mechanism, name,
				 &session->view, &session->trigger, err);
}

static json_t *do_micro(struct session *session, const json_t *request)
{
	const char *mechanism = request_text(request, "mechanism");
	struct error err = {};
	struct micro micro;
	json_t *reply;
	int opened;

	if (!mechanism || !request_text(request, "program") || session->attached)
		return json_pack("{s:s}", "error", "micro: nothing named, or one is attached");
	session->attachment.step = "trigger";
	opened = micro_trigger(session, request, &err);
	if (opened < 0)
		return reply_not_attached(session, opened, &err);
	if (micro_init(&micro, request, &err) < 0)
		return reply_error(&err);
	reply = micro_reload(session, request, &micro);
	micro_free(&micro);
	return reply;
}

/*
 * For the test that a program detached behind the agent's back makes its window fail: takes the
 * link away without a word to anybody.
 */
static json_t *do_sabotage(struct session *session, const json_t *request)
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

static int statistics_set(struct session *session, bool on, struct error *err)
{
	return statistics_switch(&session->statistics, on, session->by_sysctl, err);
}

static json_t *do_statistics(struct session *session, const json_t *request)
{
	const char *by = request_text(request, "by");
	bool on = json_is_true(json_object_get(request, "on"));
	struct error err = {};

	if (statistics_foreign(&session->statistics))
		return json_pack("{s:s}", "error",
				 "kernel.bpf_stats_enabled is on already: somebody else counts; "
				 "set it to 0 first");
	session->by_sysctl = by && !strcmp(by, "sysctl");
	if (statistics_set(session, on, &err) < 0)
		return reply_error(&err);
	return json_pack("{s:b}", "statistics", on);
}

static bool statistics_on(const struct session *session)
{
	return session->statistics.fd >= 0 || session->statistics.sysctl_on;
}

static json_t *do_window(struct session *session, const json_t *request)
{
	struct window_request window = { request_number(request, "settle_ns"),
					 request_number(request, "length_ns"),
					 statistics_on(session) };
	struct counters counters;
	struct error err = {};

	if (!session->workload.ops)
		return json_pack("{s:s}", "error", "window: no workload was started");
	preparation_drain(&session->attachment.preparation);
	if (window_run(&session->workload, session->attached ? &session->attachment : NULL, &window,
		       session->channel, &counters, &err) < 0)
		return reply_error(&err);
	return json_pack("{s:o}", "counters", counters_to_json(&counters));
}

/* For protocol = restart, where the window is iperf3's own: totals, and hits since attachment. */
static json_t *do_totals(struct session *session, const json_t *request)
{
	struct program_statistics statistics;
	struct counters totals;
	struct error err = {};

	(void)request;
	if (!session->workload.ops || window_totals(&session->workload, &totals, &err) < 0)
		return json_pack("{s:s}", "error", *err.text ? err.text : "no workload");
	if (session->attached && !attachment_statistics(&session->attachment, &statistics)) {
		totals.value[COUNTER_hits] = (double)statistics.hits;
		totals.value[COUNTER_misses] = (double)statistics.misses;
		totals.value[COUNTER_run_time_ns] = (double)statistics.run_time_ns;
	}
	return json_pack("{s:o}", "counters", counters_to_json(&totals));
}

static json_t *do_freeze_thaw(struct session *session, const json_t *request)
{
	bool freeze = !strcmp(request_text(request, "do"), "freeze");
	struct workload *workload = &session->workload;
	struct error err = {};
	int done;

	if (!workload->ops)
		return json_pack("{s:s}", "error", "no workload was started");
	done = freeze ? workload->ops->freeze(workload, &err) : workload->ops->thaw(workload, &err);
	return done < 0 ? reply_error(&err) : json_pack("{s:b}", "frozen", freeze);
}

static json_t *do_client_run(struct session *session, const json_t *request)
{
	struct workload *workload = &session->workload;
	CLEANUP_FREE char *output = NULL;
	struct error err = {};
	int status = 0;

	if (!workload->ops || !workload->ops->client_run)
		return json_pack("{s:s}", "error", "client-run: the workload has no client");
	if (workload->ops->client_run(workload, json_object_get(request, "arguments"), &output,
				      &status, &err) < 0)
		return reply_error(&err);
	return json_pack("{s:i s:s}", "status", status, "output", output ? output : "");
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
	if (!statistics_set(session, true, &err) &&
	    !window_run(&session->workload, &probe, &window, session->channel, &counters, &err))
		hits = counters.value[COUNTER_hits];
	statistics_set(session, false, &err);
	json_decref(attachment_remove(&probe));
	return hits;
}

static json_t *do_runs_instead(struct session *session, const json_t *request)
{
	const char *function = request_text(request, "function");
	json_t *siblings, *sibling, *best = json_object();
	double most = 0;
	size_t i;

	if (!function || session->attached || !session->workload.ops)
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

static json_t *do_attach_many(struct session *session, const json_t *request)
{
	struct attach_many many;
	struct error err = {};

	if (session->attached)
		return json_pack("{s:s}", "error", "attach-many: something is attached");
	if (attach_many_measure(request_number(request, "functions"), &many, &err) < 0)
		return json_pack("{s:s}", "unsupported", err.text);
	return json_pack("{s:I s:I s:I s:I}", "functions", (json_int_t)many.functions, "attach_ns",
			 (json_int_t)many.attach_ns, "detach_ns", (json_int_t)many.detach_ns, "n",
			 (json_int_t)many.repeats);
}

/* Runs through one of the agent's own probe points, for whatever is attached there. */
static json_t *do_user_probe(struct session *session, const json_t *request)
{
	const char *which = request_text(request, "which");
	uint64_t iterations = request_number(request, "iterations");

	(void)session;
	if (!which || user_probe_run(which, iterations) < 0)
		return json_pack("{s:s}", "error", "user-probe: no such probe point");
	return json_pack("{s:I}", "ran", (json_int_t)iterations);
}

static json_t *do_quit(struct session *session, const json_t *request)
{
	(void)request;
	session->ended = true;
	return json_pack("{s:b}", "bye", true);
}

static const struct {
	const char *name;
	json_t *(*carry_out)(struct session *session, const json_t *request);
} requests[] = {
	{ "describe", do_describe },
	{ "environment", do_environment },
	{ "check-hook", do_check_hook },
	{ "workload-start", do_workload_start },
	{ "workload-stop", do_workload_stop },
	{ "attach", do_attach },
	{ "delay", do_delay },
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
		json_decref(detach(session));
	statistics_switch(&session->statistics, false, false, &err);
	workload_stop(&session->workload);
	triggers_close(&session->triggers);
	trigger_team_close(session->team);
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
