// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/micro.h"
#include "run/blocks_end.h"
#include "run/micro_anatomy.h"
#include "run/micro_chunks.h"
#include "run/recorded.h"
#include "study/random.h"
#include "common/cleanup.h"
#include "common/deadline.h"
#include "common/text.h"
#include "protocol/consumers.h"
#include "protocol/names.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RELOAD_PATIENCE_S 60
/* Of each function beside, which may be loaded, attached and detached by itself. */
#define FUNCTION_PATIENCE_S .25
#define RELOAD_TRIES 3
/* Enough that one event in a thousand is seen. */
#define SINGLES_WANTED 1024

/* How a reload is measured: exact medians need few chunks. */
static const struct micro_effort effort_timed = { 20, 40, 5, 100000 };
static const struct micro_effort effort_exact = { 3, 11, 2, 300000 };
static const struct micro_effort effort_beside = { 10, 40, 2, 100000 };

static json_t *windows_pack(const struct visit *visit)
{
	json_t *windows = json_array();

	for (unsigned int i = 0; i < visit->window_count; i++)
		json_array_append_new(windows, json_boolean(visit->windows[i].statistics));
	return windows;
}

/* Chunks of 1, 2, 4 and 8 times a length, so often, in random order. */
static json_t *line_pack(const struct visiting *visiting)
{
	const struct micro *micro = visiting->state;
	const struct visit *visit = visiting->visit;
	unsigned int count = 4 * micro->effort.points;
	int factors[4 * 16];
	json_t *line = json_array();
	struct random random;

	for (unsigned int i = 0; i < count; i++)
		factors[i] = 1 << i % 4;
	random_seed(&random, random_derive(visiting->bench->study->seed, "micro-line",
					   (uint64_t)visit->block << 32 | visit->position));
	random_shuffle(&random, factors, count, sizeof(*factors));
	for (unsigned int i = 0; i < count; i++)
		json_array_append_new(line, json_integer(factors[i]));
	return line;
}

static uint64_t *events_of(const struct visiting *visiting)
{
	return &((struct micro *)visiting->state)->events[visiting->treatment->id];
}

/* Work of a known size, in nanoseconds: --exact needs no second clock to be believed. */
static bool body_is_timed(const struct visiting *visiting)
{
	return !visiting->bench->study->exact &&
	       text_starts_with(visiting->treatment->variant.program,
				program_names[PROGRAM_alu].name);
}

/* One is enough of each, as all reloads are alike; several CPUs at once are not counted. */
static bool is_recorded(const struct visiting *visiting)
{
	return visiting->treatment->variant.threads < 2 && anatomy_is_wanted(visiting);
}

/*
 * What an event costs may depend on what came before it, as only its author knows of a program: so
 * of somebody's, once, as reloads are alike.
 */
static int singles_wanted(const struct visiting *visiting)
{
	return visiting->bench->study->exact && visiting->treatment->object &&
		       !visiting->outcome->has_singles
		   ? SINGLES_WANTED
		   : 0;
}

/* Of a reload that was proved: of another nobody knows what ran in it. */
static int anatomies_keep(struct visiting *visiting, struct error *err)
{
	if (!is_recorded(visiting))
		return 0;
	return visiting->verdict == VISIT_HELD ? micro_anatomies_keep(visiting, err)
					       : recorded_drop(visiting->bench, err);
}

static struct object_trial *trial_of(const struct visiting *visiting)
{
	return &((struct micro *)visiting->state)->trials[visiting->treatment->id];
}

/* What a program of somebody's object needs beside. */
static void object_put(const struct visiting *visiting, json_t *request)
{
	const struct object_program *object = visiting->treatment->object;
	const struct object_trial *trial = trial_of(visiting);
	const struct study *study = visiting->bench->study;
	json_t *fields;

	if (!object)
		return;
	fields =
	    json_pack("{s:s s:s s:s* s:s* s:s s:f s:b s:s}", "object", object->sha256, "program",
		      object->program, hook_kind_name(HOOK_FUNCTION), object->function,
		      hook_kind_name(HOOK_TRACEPOINT), object->tracepoint, "trigger",
		      trial->trigger, "hits_per_event", trial->hits_per_event, "together",
		      study->together, "consumer", consumer_names[study->consumer]);
	json_object_update(request, fields);
	json_decref(fields);
}

/* Beside the event's own, where there are any. */
static void functions_put(const struct program_variant *variant, json_t *request)
{
	if (variant->functions > 1)
		json_object_set_new(request, "functions", json_integer(variant->functions));
	if (*variant->pattern)
		json_object_set_new(request, "functions_like", json_string(variant->pattern));
}

static json_t *reload_pack(const struct visiting *visiting)
{
	const struct micro_effort *effort = &((struct micro *)visiting->state)->effort;
	const struct program_variant *variant = &visiting->treatment->variant;
	const struct study *study = visiting->bench->study;
	json_t *request = request_pack(
	    REQUEST_micro, "{s:s s:s s:s* s:I s:I s:i s:o s:o s:b s:i s:i s:b s:b}", "mechanism",
	    visiting->treatment->mechanism, "program", variant->program, "trigger", study->trigger,
	    "events", (json_int_t)*events_of(visiting), "aim_ns", (json_int_t)effort->aim_ns,
	    "chunks", (int)effort->chunks, "windows", windows_pack(visiting->visit), "line",
	    line_pack(visiting), "exact", study->exact, "threads", (int)variant->threads,
	    "programs", (int)variant->programs, "alone", body_is_timed(visiting), "recorded",
	    is_recorded(visiting));

	object_put(visiting, request);
	functions_put(variant, request);
	if (singles_wanted(visiting))
		json_object_set_new(request, "singles", json_integer(singles_wanted(visiting)));
	return request;
}

/*
 * What made the events is stored with the proof: a cost is over the bare event of its trigger.  So
 * is what they took one by one, which is of a visit and none of its samples.
 */
static void proof_complete(const json_t *reply)
{
	static const char *const keys[] = { "trigger", "trigger_instead", "singles", "reader" };
	json_t *proof = json_object_get(reply, "proof");

	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		if (json_object_get(reply, keys[i]))
			json_object_set(proof, keys[i], json_object_get(reply, keys[i]));
}

/* Of a pattern nobody knows yet how many fit. */
static unsigned int patience_s(const struct visiting *visiting)
{
	const struct program_variant *variant = &visiting->treatment->variant;
	unsigned int functions = *variant->pattern ? VARIANT_FUNCTIONS_MAX : variant->functions;

	return RELOAD_PATIENCE_S + (unsigned int)(FUNCTION_PATIENCE_S * functions);
}

/* The agent does all of a reload in one request: its answer has the windows and the proof. */
static int reload_once(struct visiting *visiting, struct error *err)
{
	const char *status;
	json_t *reply;
	int done =
	    bench_call(visiting->bench, reload_pack(visiting), patience_s(visiting), &reply, err);

	if (done < 0)
		return done;
	status = json_string_value(json_object_get(reply, "status"));
	if (!status || strcmp(status, "measured") != 0) {
		attachment_refused(visiting->bench, visiting->hook.mechanism, visiting->outcome,
				   reply);
		json_decref(reply);
		return 0;
	}
	proof_complete(reply);
	visiting->attached = reply;
	return 1;
}

static bool windows_tell(const struct visiting *visiting)
{
	for (unsigned int i = 0; i < visiting->visit->window_count; i++)
		if (!micro_chunks_tell(visiting->attached, i))
			return false;
	return true;
}

static int reload_again(struct visiting *visiting, struct error *err)
{
	int done = is_recorded(visiting) ? recorded_drop(visiting->bench, err) : 0;

	json_decref(visiting->attached);
	visiting->attached = NULL;
	return done < 0 ? done : reload_once(visiting, err);
}

/*
 * Now and then something comes into every chunk of a reload, of uprobes above all
 * (docs/kernel-notes.md), and into none of the next one.  Nothing is chosen by that: of such a
 * reload there is no figure.
 */
static int reload(struct visiting *visiting, struct error *err)
{
	int done = reload_once(visiting, err);

	for (int i = 1; i < RELOAD_TRIES && done > 0 && !windows_tell(visiting); i++)
		done = reload_again(visiting, err);
	return done;
}

/* Somebody's program is looked at once before: 0 where that closed it. */
static int attach(struct visiting *visiting, struct error *err)
{
	bool is_tried = !visiting->treatment->object || *trial_of(visiting)->trigger;
	int done = is_tried ? 1
			    : object_try(visiting->bench, visiting->treatment, visiting->outcome,
					 trial_of(visiting), err);

	return done > 0 ? reload(visiting, err) : done;
}

static double reply_number(const json_t *reply, const char *key)
{
	return json_number_value(json_object_get(reply, key));
}

/* What the kernel may not tell is absent, and then NaN. */
static double reply_misses(const json_t *reply)
{
	const json_t *misses = json_object_get(reply, "misses");

	return misses ? json_number_value(misses) : NAN;
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
	counters->value[COUNTER_misses] = reply_misses(reply);
	counters->value[COUNTER_run_time_ns] = reply_number(reply, "run_time_ns");
}

/* What an event cost is the report's to say, from the chunks. */
static void counters_fill(const struct visiting *visiting, struct counters *ret_counters)
{
	const json_t *reply = visiting->attached;

	counters_clear(ret_counters);
	proof_counts_put(reply, visiting->treatment->variant.threads, ret_counters);
	latency_put(reply, ret_counters);
	ret_counters->value[COUNTER_events] = reply_number(reply, "events");
}

static int sample_store(struct visiting *visiting, unsigned int window, struct error *err)
{
	struct sample_record sample = {
		.window = window,
		.started_ns = (int64_t)(deadline_now_ns() - visiting->bench->begun_ns),
	};
	const json_t *chunks =
	    json_array_get(json_object_get(visiting->attached, "windows"), window);
	const char *by = json_string_value(json_object_get(chunks, "counted_by"));
	int done;

	counters_fill(visiting, &sample.counters);
	done = micro_chunks_pack(visiting->attached, window, &sample.chunks, err);
	if (!done)
		done = visit_sample(visiting, visiting->visit->windows[window], &sample, by, err);
	free(sample.chunks.bytes);
	return done;
}

/* As of batches (run/switch.c): there has to be something. */
static void chunks_judge(struct visiting *visiting, unsigned int window)
{
	if (!micro_chunks_tell(visiting->attached, window))
		visit_wrong(visiting, VISIT_WRONG,
			    "an interrupt, a softirq or another task came into every chunk of "
			    "events, so that what one costs is not known");
}

static int windows(struct visiting *visiting, struct error *err)
{
	int done = 0;

	for (unsigned int i = 0; i < visiting->visit->window_count && !done; i++) {
		done = sample_store(visiting, i, err);
		chunks_judge(visiting, i);
	}
	*events_of(visiting) = (uint64_t)reply_number(visiting->attached, "events");
	return done;
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

/* What else may have run: a cost would have theirs in it. */
static const char *others_say(const struct program_variant *variant, bool too_many)
{
	return too_many && variant->functions != 1
		   ? ": others of the functions that it is attached to run meanwhile"
		   : "";
}

/* One packet of many that a program drops is seen here alone. */
static void changed_judge(struct visiting *visiting)
{
	double changed =
	    reply_number(json_object_get(visiting->attached, "proof"), "changed_events");

	if (changed > 0)
		visit_wrong(
		    visiting, VISIT_WRONG,
		    "%.0f of its events (%s) did not end as they do without it: what the "
		    "kernel leaves out for a packet that is dropped is no cost of a program",
		    changed, json_string_value(json_object_get(visiting->attached, "trigger")));
}

static int prove(struct visiting *visiting, struct error *err)
{
	const json_t *reply = visiting->attached;
	double hits = reply_number(reply, "hits");
	double events = reply_number(reply, "proof_events") * visiting->treatment->variant.threads;
	double expected = reply_number(reply, "hits_per_operation");
	double misses = reply_misses(reply);
	enum visit_verdict verdict = hits == 0 ? VISIT_NOT_FIRED : VISIT_WRONG;

	(void)err;
	visiting->fired = hits > 0;
	if (misses > 0)
		visit_wrong(visiting, verdict, "the kernel skipped %.0f runs of the program",
			    misses);
	else if (!hits_are_right(reply, hits, expected * events))
		visit_wrong(visiting, verdict,
			    "%.0f hits in %.0f events, where %g an event are right%s", hits, events,
			    expected,
			    others_say(&visiting->treatment->variant, hits > expected * events));
	if (visiting->verdict == VISIT_HELD)
		changed_judge(visiting);
	return 0;
}

/* What the agent found when it detached; hits that are wrong say more. */
static void detach_judge(struct visiting *visiting)
{
	const json_t *reply = visiting->attached;
	CLEANUP_FREE char *left = NULL;

	if (visiting->verdict != VISIT_HELD)
		return;
	if (reply_number(reply, "lost") > 0) {
		visit_wrong(visiting, VISIT_WRONG,
			    "%.0f records found no room in the program's buffer",
			    reply_number(reply, "lost"));
	} else if (!json_is_true(json_object_get(reply, "held"))) {
		visit_wrong(visiting, VISIT_WRONG,
			    "after the last chunk the attachment was another or gone");
	} else if (!json_is_true(json_object_get(reply, "clean"))) {
		left = json_dumps(json_object_get(reply, "left"), 0);
		visit_wrong(visiting, VISIT_WRONG, "detaching left something behind: %s",
			    left ? left : "?");
	}
}

static int detach(struct visiting *visiting, struct error *err)
{
	detach_judge(visiting);
	if (visiting->verdict == VISIT_HELD && json_object_get(visiting->attached, "singles"))
		visiting->outcome->has_singles = true;
	return anatomies_keep(visiting, err);
}

const struct protocol_ops protocol_micro = {
	.alone = true,
	.unit = "block",
	.attach = attach,
	.windows = windows,
	.prove = prove,
	.detach = detach,
	.block_ended = blocks_round_fits,
};

int micro_init(struct micro *micro, const struct bench *bench)
{
	const struct study *study = bench->study;
	const struct micro_effort *alone = study->exact ? &effort_exact : &effort_timed;
	const struct micro_effort *beside = study->exact ? &effort_exact : &effort_beside;

	*micro = (struct micro){ .effort = study->micro ? *alone : *beside };
	if (study->reloads)
		micro->effort.reloads = study->reloads;
	micro->events = calloc(bench->treatments.count + 1, sizeof(*micro->events));
	micro->trials = calloc(bench->treatments.count + 1, sizeof(*micro->trials));
	return micro->events && micro->trials ? 0 : -ENOMEM;
}

void micro_release(struct micro *micro)
{
	free(micro->events);
	free(micro->trials);
}
