// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/micro.h"
#include "run/visit.h"
#include "stats/chunks.h"
#include "stats/slope.h"
#include "protocol/variant.h"
#include "study/random.h"
#include "common/cleanup.h"
#include "common/deadline.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define RELOAD_PATIENCE_S 60

/* How a reload is measured: exact medians need few chunks. */
struct micro_effort {
	unsigned int reloads, chunks, points; /* points: of each length of the line */
	uint64_t aim_ns;		      /* of a chunk */
};

static const struct micro_effort effort_timed = { 20, 40, 5, 100000 };
static const struct micro_effort effort_exact = { 3, 11, 2, 300000 };
static const struct micro_effort effort_beside = { 10, 40, 2, 100000 };

struct micro_session {
	struct run_session *session;
	struct micro_effort effort;
	uint64_t *events; /* of a chunk, for each treatment; 0: the agent chooses */
};

/* The visit under way. */
struct reload {
	struct micro_session *micro;
	const struct visit *visit;
	const struct treatment *treatment;
	struct treatment_outcome *outcome;
	json_t *reply;
};

static json_t *windows_pack(const struct visit *visit)
{
	json_t *windows = json_array();

	for (unsigned int i = 0; i < visit->window_count; i++)
		json_array_append_new(windows, json_boolean(visit->windows[i].statistics));
	return windows;
}

/* Chunks of 1, 2, 4 and 8 times a length, so often, in random order. */
static json_t *line_pack(const struct reload *reload)
{
	const struct visit *visit = reload->visit;
	unsigned int count = 4 * reload->micro->effort.points;
	int factors[4 * 16];
	json_t *line = json_array();
	struct random random;

	for (unsigned int i = 0; i < count; i++)
		factors[i] = 1 << i % 4;
	random_seed(&random, random_derive(reload->micro->session->study->seed, "micro-line",
					   (uint64_t)visit->block << 32 | visit->position));
	random_shuffle(&random, factors, count, sizeof(*factors));
	for (unsigned int i = 0; i < count; i++)
		json_array_append_new(line, json_integer(factors[i]));
	return line;
}

static uint64_t *events_of(const struct reload *reload)
{
	return &reload->micro->events[reload->visit->treatment];
}

/* Work of a known size, in nanoseconds: --exact needs no second clock to be believed. */
static bool body_is_timed(const struct reload *reload)
{
	return !reload->micro->session->study->exact &&
	       !strncmp(reload->treatment->variant.program, "alu-", strlen("alu-"));
}

static int reload_ask(struct reload *reload, struct error *err)
{
	struct run_session *session = reload->micro->session;
	const struct micro_effort *effort = &reload->micro->effort;
	const struct study *study = session->study;
	const struct program_variant *variant = &reload->treatment->variant;
	json_t *request = request_pack(
	    REQUEST_micro, "{s:s s:s s:s* s:I s:I s:i s:o s:o s:b s:i s:i s:b}", "mechanism",
	    reload->treatment->mechanism, "program", variant->program, "trigger", study->trigger,
	    "events", (json_int_t)*events_of(reload), "aim_ns", (json_int_t)effort->aim_ns,
	    "chunks", (int)effort->chunks, "windows", windows_pack(reload->visit), "line",
	    line_pack(reload), "exact", study->exact, "threads", (int)variant->threads, "programs",
	    (int)variant->programs, "alone", body_is_timed(reload));

	return session_call(session, request, RELOAD_PATIENCE_S, &reload->reply, err);
}

/* The caller frees; *ret_count is how many there are. */
static double *numbers_of(const json_t *array, size_t *ret_count)
{
	size_t count = json_array_size(array);
	double *numbers = calloc(count + 1, sizeof(*numbers));

	for (size_t i = 0; numbers && i < count; i++)
		numbers[i] = json_number_value(json_array_get(array, i));
	*ret_count = count;
	return numbers;
}

static int cost_find(const json_t *reply, unsigned int window, struct chunk_cost *ret_cost)
{
	struct chunk_lists lists;
	CLEANUP_FREE double *before =
	    numbers_of(json_object_get(reply, "before"), &lists.before_count);
	CLEANUP_FREE double *after =
	    numbers_of(json_object_get(reply, "after"), &lists.after_count);
	CLEANUP_FREE double *attached = numbers_of(
	    json_array_get(json_object_get(reply, "windows"), window), &lists.attached_count);

	if (!before || !after || !attached)
		return -ENOMEM;
	lists.before = before;
	lists.after = after;
	lists.attached = attached;
	return chunk_cost(&lists, json_number_value(json_object_get(reply, "events")), ret_cost);
}

/* T = a + b N: b of the difference between attached and bare. */
static double slope_find(const json_t *line)
{
	size_t count = json_array_size(line);
	CLEANUP_FREE double *events = calloc(count + 1, sizeof(*events));
	CLEANUP_FREE double *added_ns = calloc(count + 1, sizeof(*added_ns));

	if (!events || !added_ns)
		return NAN;
	for (size_t i = 0; i < count; i++) {
		const json_t *point = json_array_get(line, i);

		events[i] = json_number_value(json_array_get(point, 0));
		added_ns[i] = json_number_value(json_array_get(point, 2)) -
			      json_number_value(json_array_get(point, 1));
	}
	return median_slope(events, added_ns, count);
}

static double reply_number(const json_t *reply, const char *key)
{
	return json_number_value(json_object_get(reply, key));
}

/* Of this window and of the bare chunks on both sides. */
static double disturbed_find(const struct reload *reload, unsigned int window)
{
	const json_t *reply = reload->reply;
	unsigned int chunks = reload->micro->effort.chunks;
	bool has_before = *events_of(reload) > 0;
	size_t kept = json_array_size(json_object_get(reply, "before")) +
		      json_array_size(json_object_get(reply, "after")) +
		      json_array_size(json_array_get(json_object_get(reply, "windows"), window));

	return (double)((has_before ? 3 : 2) * chunks) - (double)kept;
}

/* Of the whole reload, in every sample of the visit. */
static void latency_put(const json_t *reply, struct counters *counters)
{
	counters->value[COUNTER_load_ns] = reply_number(reply, "load_ns");
	counters->value[COUNTER_attach_ns] = reply_number(reply, "attach_ns");
	counters->value[COUNTER_detach_ns] = reply_number(reply, "detach_ns");
	if (reply_number(reply, "alone_ns") > 0)
		counters->value[COUNTER_body_alone_ns] = reply_number(reply, "alone_ns");
}

/* The proof's counts stand in every sample of the visit: one pass proves them all. */
static void proof_counts_put(const json_t *reply, unsigned int threads, struct counters *counters)
{
	counters->value[COUNTER_hits] = reply_number(reply, "hits");
	counters->value[COUNTER_hit_operations] = reply_number(reply, "proof_events") * threads;
	counters->value[COUNTER_misses] = reply_number(reply, "misses");
	counters->value[COUNTER_run_time_ns] = reply_number(reply, "run_time_ns");
}

static int counters_fill(const struct reload *reload, unsigned int window,
			 struct counters *ret_counters)
{
	struct chunk_cost cost;
	int code = cost_find(reload->reply, window, &cost);

	if (code < 0)
		return code;
	counters_clear(ret_counters);
	proof_counts_put(reload->reply, reload->treatment->variant.threads, ret_counters);
	latency_put(reload->reply, ret_counters);
	ret_counters->value[COUNTER_events] = reply_number(reload->reply, "events");
	ret_counters->value[COUNTER_chunks] = (double)cost.chunks;
	ret_counters->value[COUNTER_chunks_agreeing] = (double)cost.agreeing;
	ret_counters->value[COUNTER_chunks_disturbed] = disturbed_find(reload, window);
	ret_counters->value[COUNTER_event_ns] = cost.event_ns;
	ret_counters->value[COUNTER_event_bare_ns] = cost.bare_ns;
	ret_counters->value[COUNTER_event_slope_ns] =
	    slope_find(json_array_get(json_object_get(reload->reply, "lines"), window));
	return 0;
}

static int sample_store(const struct reload *reload, int64_t visit_id, unsigned int window,
			struct error *err)
{
	struct run_session *session = reload->micro->session;
	const struct visit *visit = reload->visit;
	struct sample_record sample = {
		.visit = visit_id,
		.window = window,
		.started_ns = (int64_t)(deadline_now_ns() - session->begun_ns),
	};

	sample.configuration =
	    session_configuration(session, visit->treatment, visit->windows[window]);
	if (counters_fill(reload, window, &sample.counters) < 0)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	return store_sample_add(session->context->store, &sample, err);
}

/*
 * Every event has to have run the program, and nothing else: but for triggers whose hook others on
 * the machine pass as well (a system call), where more hits may be theirs.
 */
static bool hits_are_right(const json_t *reply, double hits, double wanted)
{
	return json_is_true(json_object_get(reply, "shared")) ? hits >= wanted && wanted > 0
							      : hits == wanted;
}

static bool hits_judge(const struct reload *reload, char *wrong, size_t size)
{
	const json_t *reply = reload->reply;
	double hits = reply_number(reply, "hits");
	double events = reply_number(reply, "proof_events") * reload->treatment->variant.threads;
	double expected = reply_number(reply, "hits_per_operation");
	double misses = reply_number(reply, "misses");

	if (misses > 0)
		snprintf(wrong, size, "the kernel skipped %.0f runs of the program", misses);
	else if (!hits_are_right(reply, hits, expected * events))
		snprintf(wrong, size, "%.0f hits in %.0f events, where %g an event are right", hits,
			 events, expected);
	return !*wrong;
}

/* "" when all was as it has to be. */
static void reload_judge(const struct reload *reload, char *wrong, size_t size)
{
	const json_t *reply = reload->reply;
	CLEANUP_FREE char *left = NULL;

	*wrong = '\0';
	if (!hits_judge(reload, wrong, size))
		return;
	if (reply_number(reply, "lost") > 0) {
		snprintf(wrong, size, "%.0f records found no room in the program's buffer",
			 reply_number(reply, "lost"));
	} else if (!json_is_true(json_object_get(reply, "held"))) {
		snprintf(wrong, size, "after the last chunk the attachment was another or gone");
	} else if (!json_is_true(json_object_get(reply, "clean"))) {
		left = json_dumps(json_object_get(reply, "left"), 0);
		snprintf(wrong, size, "detaching left something behind: %.600s", left ? left : "?");
	}
}

static int visit_open(const struct reload *reload, int64_t *ret_id, struct error *err)
{
	const struct visit *visit = reload->visit;
	struct run_session *session = reload->micro->session;
	struct visit_record record = {
		.workload = (char *)session->workload,
		.cell = session->cell.id,
		.block = visit->block,
		.position = visit->position,
		.mechanism = (char *)reload->treatment->mechanism,
		.program = (char *)reload->treatment->program,
		.hook = (char *)json_string_value(json_object_get(reload->reply, "hook")),
		.state = "open",
	};

	return store_visit_begin(session->context->store, session->record.id, &record, ret_id, err);
}

static void outcome_judge(const struct reload *reload, const char *wrong)
{
	if (!*wrong)
		outcome_kept(reload->outcome);
	else if (reply_number(reload->reply, "hits") == 0)
		outcome_close(reload->outcome, "not-fired", wrong);
	else
		outcome_dropped(reload->outcome, wrong);
}

static int reload_store(const struct reload *reload, struct error *err)
{
	struct run_session *session = reload->micro->session;
	json_t *proof = json_object_get(reload->reply, "proof");
	char wrong[768];
	int64_t id;
	int done = visit_open(reload, &id, err);

	session->visits++;
	for (unsigned int i = 0; i < reload->visit->window_count && !done; i++)
		done = sample_store(reload, id, i, err);
	if (done < 0)
		return done;
	reload_judge(reload, wrong, sizeof(wrong));
	outcome_judge(reload, wrong);
	json_object_set(proof, "trigger", json_object_get(reload->reply, "trigger"));
	return store_visit_end(session->context->store, id, *wrong ? "dropped" : "kept",
			       *wrong ? wrong : NULL, proof, err);
}

static int reload_run(struct micro_session *micro, const struct visit *visit, struct error *err)
{
	struct run_session *session = micro->session;
	struct reload reload = { micro, visit, session_treatment(session, visit),
				 session_outcome(session, visit), NULL };
	const char *status;
	int done;

	if (reload.outcome->closed)
		return 0;
	session_progress(session, reload.treatment->name);
	done = reload_ask(&reload, err);
	if (done < 0)
		return done;
	status = json_string_value(json_object_get(reload.reply, "status"));
	if (status && !strcmp(status, "measured")) {
		done = reload_store(&reload, err);
		*events_of(&reload) = (uint64_t)reply_number(reload.reply, "events");
	} else {
		visit_refused(session, reload.treatment->mechanism, reload.outcome, reload.reply);
	}
	json_decref(reload.reply);
	return done;
}

/* Whether another round, as long as those before it, would still fit. */
static bool round_fits(const struct run_session *session, unsigned int round)
{
	uint64_t elapsed_ns = deadline_now_ns() - session->workload_begun_ns;

	if (!session->workload_budget_ns || round < 2)
		return true;
	return elapsed_ns + elapsed_ns / round <= session->workload_budget_ns;
}

static int plan_carry_out(struct micro_session *micro, const struct plan *plan, struct error *err)
{
	struct run_session *session = micro->session;
	int done = 0;

	for (size_t i = 0; i < plan->count && !done; i++) {
		const struct visit *visit = &plan->visits[i];

		if (session_stop(session) != RUN_GO_ON)
			return 0;
		if (visit->position == 0) {
			session->blocks_done = visit->block;
			if (!round_fits(session, visit->block))
				return 0;
		}
		done = reload_run(micro, visit, err);
		if (!done && (i + 1 == plan->count || !plan->visits[i + 1].position))
			session->blocks_done = visit->block + 1;
	}
	return done;
}

static int plan_run(struct micro_session *micro, struct error *err)
{
	struct run_session *session = micro->session;
	struct plan plan;
	json_t *json;
	int done = plan_make(session->study, &session->treatments, session->workload,
			     micro->effort.reloads, &plan);

	if (done < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -done, "no plan");
	json = plan_to_json(&plan, &session->treatments, session->workload);
	done = store_plan_add(session->context->store, session->record.id, session->cell.id,
			      session->workload, json, err);
	json_decref(json);
	if (!done)
		done = plan_carry_out(micro, &plan, err);
	plan_free(&plan);
	return done;
}

/* Emulated nanoseconds say little; the same emulator counts instructions exactly. */
static int emulation_note(struct run_session *session, struct error *err)
{
	static const char text[] =
	    "Emulated nanoseconds are not a real CPU's: --exact, which counts instructions, is "
	    "what an emulated guest is for.";

	if (strcmp(session->target->facts.timing, "emulated") != 0)
		return 0;
	session_say(session, "%s", text);
	return store_note_add(session->context->store, session->record.id, text, err);
}

static void session_prepare(struct run_session *session, const struct micro_effort *effort)
{
	session->workload = session->study->workloads.words[0];
	session->workload_begun_ns = deadline_now_ns();
	session->workload_budget_ns = session->study->budget_ns;
	session->blocks_done = 0;
	session->blocks_planned = effort->reloads;
	session->blocks_rule = (struct blocks_rule){ .planned = effort->reloads,
						     .budget_ns = session->study->budget_ns };
	session->half_width_percent = INFINITY;
	session->fraction_before = 0;
	session->fraction_share = 1;
	session_outcomes_reset(session);
}

static int reloads_run(struct run_session *session, const struct micro_effort *effort,
		       struct error *err)
{
	struct micro_session micro = { .session = session, .effort = *effort };
	CLEANUP_FREE uint64_t *events = calloc(session->treatments.count, sizeof(*events));

	if (!events)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	micro.events = events;
	return plan_run(&micro, err);
}

int micro_run(struct run_session *session, struct error *err)
{
	const struct study *study = session->study;
	struct micro_effort effort = study->exact ? effort_exact : effort_timed;
	int done;

	if (study->reloads)
		effort.reloads = study->reloads;
	session_prepare(session, &effort);
	done = emulation_note(session, err);
	return done < 0 ? done : reloads_run(session, &effort, err);
}

int micro_workload_run(struct run_session *session, struct error *err)
{
	return reloads_run(session, session->study->exact ? &effort_exact : &effort_beside, err);
}
