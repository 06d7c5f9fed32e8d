// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/visit.h"
#include "run/agent_client.h"
#include "run/support.h"
#include "protocol/names.h"
#include "protocol/workloads.h"
#include "common/cleanup.h"
#include "common/deadline.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define ATTACH_PATIENCE_S 60
#define WINDOW_PATIENCE_S 60
#define PROOF_SLICE_NS 50000000u

/* The visit under way. */
struct visiting {
	struct run_session *session;
	const struct visit *visit;
	struct visit_hook hook;
	struct treatment_outcome *outcome; /* NULL: a baseline */
	int64_t id;
	bool fired;	 /* hits were counted and are right */
	char wrong[768]; /* why the visit is to be dropped, "" so far */
};

/* The host's own clocks at the beginning of a window. */
struct window_clocks {
	struct run_session *session;
	bool vcpu_known;
	struct vcpu_times vcpu;
	double sender_ns; /* client = host */
};

/* The mechanism that was drawn, or the next one in the study whose sham can be attached. */
static const char *sham_mechanism(const struct run_session *session, const char *drawn)
{
	const struct word_list *mechanisms = &session->study->mechanisms;
	size_t start = 0;

	while (start < mechanisms->count && strcmp(mechanisms->words[start], drawn) != 0)
		start++;
	for (size_t i = 0; i < mechanisms->count; i++) {
		size_t at = (start + i) % mechanisms->count;

		if (session->sham_usable[at])
			return mechanisms->words[at];
	}
	return NULL;
}

struct visit_hook visit_sham(const struct run_session *session, const char *drawn)
{
	return (struct visit_hook){ .mechanism = sham_mechanism(session, drawn),
				    .program = "null",
				    .function = session->sham_function,
				    .tracepoint = session->sham_tracepoint };
}

struct visit_hook visit_hook_of(const struct treatment *treatment)
{
	return (struct visit_hook){ .mechanism = treatment->mechanism,
				    .program = treatment->program,
				    .function = treatment->function,
				    .tracepoint = treatment->tracepoint,
				    .hook_events = treatment->hook_events };
}

static struct visit_hook visit_hook_find(struct run_session *session, const struct visit *visit)
{
	return visit->carrier ? visit_sham(session, visit->carrier)
			      : visit_hook_of(session_treatment(session, visit));
}

void visit_refused(struct run_session *session, const char *mechanism,
		   struct treatment_outcome *outcome, const json_t *reply)
{
	const char *status = json_string_value(json_object_get(reply, "status"));
	const char *said = json_string_value(json_object_get(reply, "reason"));
	const char *step = json_string_value(json_object_get(reply, "step"));
	char reason[512], whole[640];
	bool missing;

	missing =
	    support_reason(reason, sizeof(reason), mechanism, session->target->facts.kernel_config,
			   session->release, said ? said : "no reason given");
	if (missing || (status && !strcmp(status, "unsupported"))) {
		outcome_close(outcome, "unsupported", reason);
		return;
	}
	snprintf(whole, sizeof(whole), "%s: %s", step ? step : "attach", reason);
	outcome_dropped(outcome, whole);
}

int visit_attach(struct run_session *session, struct visit_hook *hook,
		 struct treatment_outcome *outcome, json_t **ret_reply, struct error *err)
{
	const char *status;
	json_t *reply;
	int done = session_call(session,
				request_pack(REQUEST_attach, "{s:s s:s s:s* s:s*}", "mechanism",
					     hook->mechanism, "program", hook->program, "function",
					     hook->function, "tracepoint", hook->tracepoint),
				ATTACH_PATIENCE_S, &reply, err);

	if (done < 0)
		return done;
	status = json_string_value(json_object_get(reply, "status"));
	if (!status || strcmp(status, "attached") != 0) {
		if (outcome)
			visit_refused(session, hook->mechanism, outcome, reply);
		json_decref(reply);
		return 0;
	}
	if (outcome)
		hook->hits_per_operation =
		    hook->hook_events *
		    json_number_value(json_object_get(reply, "hits_per_operation"));
	*ret_reply = reply;
	return 1;
}

int visit_detach(struct run_session *session, char *reason, size_t size, struct error *err)
{
	json_t *reply;
	int done = session_call(session, request_pack(REQUEST_detach, NULL), ATTACH_PATIENCE_S,
				&reply, err);

	if (done < 0)
		return done;
	*reason = '\0';
	if (!json_is_true(json_object_get(reply, "held"))) {
		snprintf(reason, size, "the program was detached by somebody else");
	} else if (json_integer_value(json_object_get(reply, "lost")) > 0) {
		snprintf(reason, size, "%lld records did not fit into the ring buffer",
			 (long long)json_integer_value(json_object_get(reply, "lost")));
	} else if (!json_is_true(json_object_get(reply, "clean"))) {
		CLEANUP_FREE char *left = json_dumps(json_object_get(reply, "left"), 0);

		snprintf(reason, size, "detaching left something behind: %.600s",
			 left ? left : "?");
	}
	json_decref(reply);
	return 0;
}

int visit_not_fired(struct run_session *session, const struct visit_hook *hook,
		    struct treatment_outcome *outcome, const char *hits, struct error *err)
{
	const struct mechanism_name *known = mechanism_name_find(hook->mechanism);
	bool on_function = known && known->hook == HOOK_FUNCTION;
	const char *instead = NULL;
	json_t *reply = NULL;
	char reason[512];
	int done = 0;

	if (on_function)
		done = session_call(
		    session,
		    request_pack(REQUEST_runs_instead, "{s:s}", "function", hook->function),
		    ATTACH_PATIENCE_S, &reply, err);
	if (done < 0)
		return done;
	instead = json_string_value(json_object_get(reply, "function"));
	snprintf(reason, sizeof(reason), "attached to %s, but %s%s%s",
		 on_function ? hook->function : hook->tracepoint, hits,
		 instead ? "; the workload ran " : "", instead ? instead : "");
	outcome_close(outcome, "not-fired", reason);
	json_decref(reply);
	return 0;
}

/* Reads the host's own clocks when the agent's settling is over. */
static void on_measuring(void *context)
{
	struct window_clocks *clocks = context;

	clocks->sender_ns = NAN;
	clocks->vcpu_known = !target_vcpu_times(clocks->session->target, &clocks->vcpu);
	iperf3_client_cpu_ns(&clocks->session->client, &clocks->sender_ns);
}

static void host_clocks_put(struct window_clocks *clocks, struct counters *counters)
{
	struct vcpu_times vcpu;
	double sender_ns;

	if (clocks->vcpu_known && !target_vcpu_times(clocks->session->target, &vcpu)) {
		counters->value[COUNTER_vcpu_cpu_ns] = (double)(vcpu.cpu_ns - clocks->vcpu.cpu_ns);
		counters->value[COUNTER_vcpu_wait_ns] =
		    (double)(vcpu.wait_ns - clocks->vcpu.wait_ns);
	}
	if (!iperf3_client_cpu_ns(&clocks->session->client, &sender_ns))
		counters->value[COUNTER_sender_cpu_ns] = sender_ns - clocks->sender_ns;
}

int visit_window(struct run_session *session, const struct window_lengths *lengths,
		 struct counters *ret_counters, struct error *err)
{
	struct window_clocks clocks = { .session = session };
	json_t *reply;
	int done;

	iperf3_client_thaw(&session->client);
	done = agent_call(session->target,
			  request_pack(REQUEST_window, "{s:I s:I}", "settle_ns",
				       (json_int_t)lengths->settle_ns, "length_ns",
				       (json_int_t)lengths->window_ns),
			  WINDOW_PATIENCE_S + (double)lengths->window_ns / 1e9, on_measuring,
			  &clocks, &reply, err);
	if (done < 0)
		return done;
	counters_from_json(json_object_get(reply, "counters"), ret_counters);
	json_decref(reply);
	host_clocks_put(&clocks, ret_counters);
	iperf3_client_freeze(&session->client);
	return 0;
}

/* Statistics off alone: a moment with them on, under the same link, shows that it fires. */
static int proof_slice(struct visiting *visiting, struct counters *counters, struct error *err)
{
	static const struct window_lengths slice_lengths = { .window_ns = PROOF_SLICE_NS };
	struct counters slice;
	int done = session_statistics(visiting->session, true, err);

	if (!done)
		done = visit_window(visiting->session, &slice_lengths, &slice, err);
	if (done < 0)
		return done;
	counters->value[COUNTER_hits] = slice.value[COUNTER_hits];
	counters->value[COUNTER_hit_operations] = slice.value[COUNTER_hit_operations];
	counters->value[COUNTER_misses] = slice.value[COUNTER_misses];
	return 0;
}

/* A sham must not fire at all; a treatment as often as its mechanism says. */
static int hits_judge(struct visiting *visiting, const struct counters *counters, struct error *err)
{
	char reason[256];
	enum hits_verdict verdict;

	if (!visiting->outcome) {
		if (counters->value[COUNTER_hits] > 0)
			snprintf(visiting->wrong, sizeof(visiting->wrong),
				 "the sham of the baseline ran %.0f times",
				 counters->value[COUNTER_hits]);
		return 0;
	}
	verdict = hits_check(counters, visiting->hook.hits_per_operation, reason, sizeof(reason));
	if (verdict == HITS_WRONG)
		snprintf(visiting->wrong, sizeof(visiting->wrong), "%s", reason);
	if (verdict == HITS_NONE)
		snprintf(visiting->wrong, sizeof(visiting->wrong), "not fired: %s", reason);
	(void)err;
	visiting->fired = verdict != HITS_NONE;
	return 0;
}

static int sample_store(struct visiting *visiting, unsigned int window, uint64_t started_ns,
			const struct counters *counters, struct error *err)
{
	struct run_session *session = visiting->session;
	const struct visit *visit = visiting->visit;
	struct sample_record sample = { .visit = visiting->id,
					.configuration = session_configuration(
					    session, visit->treatment, visit->windows[window]),
					.window = window,
					.started_ns = (int64_t)(started_ns - session->begun_ns),
					.counters = *counters };

	return store_sample_add(session->context->store, &sample, err);
}

/* What cannot be had here is a result of that delay alone; what went wrong is the visit's. */
static int delay_refused(struct visiting *visiting, size_t rank, const json_t *reply)
{
	const char *status = json_string_value(json_object_get(reply, "status"));
	const char *reason = json_string_value(json_object_get(reply, "reason"));

	if (status && !strcmp(status, "set"))
		return 0;
	if (!reason)
		reason = "the agent did not say why the delay was not set";
	if (status && !strcmp(status, "unsupported"))
		outcome_close(&visiting->session->delay_lengths[rank], "unsupported", reason);
	else
		snprintf(visiting->wrong, sizeof(visiting->wrong), "%s", reason);
	return 1;
}

/* 0; 1: this delay is not to be had; a negative errno. */
static int window_delay(struct visiting *visiting, size_t rank, struct error *err)
{
	struct run_session *session = visiting->session;
	json_t *reply;
	int done;

	if (session->delay_lengths[rank].closed)
		return 1;
	done = session_call(
	    session,
	    request_pack(REQUEST_delay, "{s:I}", "delay_ns", (json_int_t)session->delays.ns[rank]),
	    ATTACH_PATIENCE_S, &reply, err);
	if (done < 0)
		return done;
	done = delay_refused(visiting, rank, reply);
	json_decref(reply);
	return done;
}

/* What changes between the windows of a visit: statistics, or the delay.  As window_delay(). */
static int window_prepare(struct visiting *visiting, unsigned int window, struct error *err)
{
	const struct window_setting *setting = &visiting->visit->windows[window];
	int done = session_statistics(visiting->session, setting->statistics, err);

	if (done < 0 || setting->delay == DELAY_NONE)
		return done;
	return window_delay(visiting, (size_t)setting->delay, err);
}

/* Hits are only counted while statistics are on: without such a window, a slice of its own. */
static bool window_needs_slice(const struct visit *visit, unsigned int window)
{
	for (unsigned int i = 0; i < visit->window_count; i++)
		if (visit->windows[i].statistics)
			return false;
	return window + 1 == visit->window_count;
}

/* Where instructions are counted, what no timer interrupt fell into; there has to be something. */
static void batches_judge(struct visiting *visiting, const struct counters *counters)
{
	if (counters->value[COUNTER_chunks] == 0)
		snprintf(visiting->wrong, sizeof(visiting->wrong),
			 "a timer interrupt fell into every batch of receives, which take too long "
			 "to be counted exactly");
}

/* The window that cannot be had would have proved the others. */
static int window_leave_out(struct visiting *visiting, bool is_proof, struct error *err)
{
	struct counters counters;
	int done = 0;

	counters_clear(&counters);
	if (is_proof)
		done = proof_slice(visiting, &counters, err);
	return done < 0 || !is_proof ? done : hits_judge(visiting, &counters, err);
}

static int window_visit(struct visiting *visiting, unsigned int window, struct error *err)
{
	bool statistics = visiting->visit->windows[window].statistics;
	bool alone = window_needs_slice(visiting->visit, window);
	uint64_t started_ns;
	struct counters counters;
	int done = window_prepare(visiting, window, err);

	if (done > 0)
		return window_leave_out(visiting, alone, err);
	started_ns = deadline_now_ns();
	if (!done)
		done = visit_window(visiting->session, &visiting->session->lengths, &counters, err);
	if (!done && alone)
		done = proof_slice(visiting, &counters, err);
	if (!done && (statistics || alone))
		done = hits_judge(visiting, &counters, err);
	if (!done)
		batches_judge(visiting, &counters);
	return done < 0 ? done : sample_store(visiting, window, started_ns, &counters, err);
}

static int visit_open(struct visiting *visiting, const json_t *attached, struct error *err)
{
	const struct visit *visit = visiting->visit;
	struct visit_record record = {
		.workload = (char *)visiting->session->workload,
		.cell = visiting->session->cell.id,
		.block = visit->block,
		.position = visit->position,
		.baseline = visit->baseline,
		.mechanism = (char *)visiting->hook.mechanism,
		.program = (char *)visiting->hook.program,
		.hook = (char *)json_string_value(json_object_get(attached, "hook")),
		.state = "open",
	};

	return store_visit_begin(visiting->session->context->store, visiting->session->record.id,
				 &record, &visiting->id, err);
}

struct window_lengths visit_lengths(const struct run_session *session)
{
	const struct workload_info *workload = workload_find(session->workload);
	uint64_t window_ns = session->study->window_ns;

	return (struct window_lengths){
		.settle_ns = workload->settle_ns,
		.window_ns = window_ns ? window_ns : workload->window_ns,
	};
}

static int windows_visit(struct visiting *visiting, struct error *err)
{
	int done = 0;

	for (unsigned int i = 0; i < visiting->visit->window_count && !done; i++) {
		done = window_visit(visiting, i, err);
		if (session_stop(visiting->session) != RUN_GO_ON)
			break;
	}
	return done < 0 ? done : session_statistics(visiting->session, false, err);
}

static int visit_close(struct visiting *visiting, const json_t *attached, struct error *err)
{
	struct run_session *session = visiting->session;
	struct treatment_outcome *outcome = visiting->outcome;
	bool cut_off =
	    session_stop(session) != RUN_GO_ON && !visiting->fired && outcome && !*visiting->wrong;
	char left[700];
	int done = visit_detach(session, left, sizeof(left), err);

	if (done < 0)
		return done;
	if (*left)
		snprintf(visiting->wrong, sizeof(visiting->wrong), "%s", left);
	if (cut_off)
		snprintf(visiting->wrong, sizeof(visiting->wrong), "interrupted before the proof");
	if (outcome && !strncmp(visiting->wrong, "not fired: ", 11))
		done =
		    visit_not_fired(session, &visiting->hook, outcome, visiting->wrong + 11, err);
	else if (outcome && *visiting->wrong && !cut_off)
		outcome_dropped(outcome, visiting->wrong);
	else if (outcome && !cut_off)
		outcome_kept(outcome);
	if (done < 0)
		return done;
	return store_visit_end(
	    session->context->store, visiting->id, *visiting->wrong ? "dropped" : "kept",
	    *visiting->wrong ? visiting->wrong : NULL, json_object_get(attached, "proof"), err);
}

static const char *visit_label(struct run_session *session, const struct visit *visit, char *name,
			       size_t size)
{
	const struct treatment *treatment = session_treatment(session, visit);

	return treatment->kind == TREATMENT_DELAY
		   ? "known delays"
		   : configuration_name(name, size, treatment, false, NAN);
}

int visit_run(struct run_session *session, const struct visit *visit, struct error *err)
{
	struct visiting visiting = { .session = session, .visit = visit };
	json_t *attached = NULL;
	char name[CONFIGURATION_NAME_SIZE];
	int done;

	visiting.hook = visit_hook_find(session, visit);
	visiting.outcome = session_outcome(session, visit);
	if (!visiting.hook.mechanism || (visiting.outcome && visiting.outcome->closed))
		return 0;
	session_progress(session, visit_label(session, visit, name, sizeof(name)));
	done = visit_attach(session, &visiting.hook, visiting.outcome, &attached, err);
	if (done <= 0)
		return done;
	done = visit_open(&visiting, attached, err);
	session->visits++;
	if (!done)
		done = windows_visit(&visiting, err);
	if (!done)
		done = visit_close(&visiting, attached, err);
	json_decref(attached);
	return done;
}
