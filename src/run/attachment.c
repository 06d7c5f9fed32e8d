// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/attachment.h"
#include "run/object_try.h"
#include "run/support.h"
#include "common/cleanup.h"
#include "protocol/names.h"

#include <stdlib.h>
#include <string.h>

#define PATIENCE_S 60
/* The verifier may take a while for somebody's program. */
#define OBJECT_PATIENCE_S 300

struct hook hook_of(const struct treatment *treatment)
{
	return (struct hook){ .mechanism = treatment->mechanism,
			      .program = treatment->program,
			      .function = treatment->function,
			      .tracepoint = treatment->tracepoint,
			      .hook_events = treatment->hook_events,
			      .object = treatment->object };
}

/* The mechanism that was drawn, or the next one in the study whose sham can be attached. */
static const char *sham_mechanism(const struct bench *bench, const char *drawn)
{
	const struct word_list *mechanisms = &bench->study->mechanisms;
	size_t start = 0;

	while (start < mechanisms->count && strcmp(mechanisms->words[start], drawn) != 0)
		start++;
	for (size_t i = 0; i < mechanisms->count; i++) {
		size_t at = (start + i) % mechanisms->count;

		if (bench->shams.usable[at])
			return mechanisms->words[at];
	}
	return NULL;
}

struct hook hook_sham(const struct bench *bench, const char *drawn)
{
	return (struct hook){ .mechanism = sham_mechanism(bench, drawn),
			      .program = program_names[PROGRAM_null].name,
			      .function = bench->shams.function,
			      .tracepoint = bench->shams.tracepoint };
}

void attachment_refused(struct bench *bench, const char *mechanism,
			struct treatment_outcome *outcome, const json_t *reply)
{
	CLEANUP(text_buffer_release) struct text_buffer whole = { 0 };
	const char *status = json_string_value(json_object_get(reply, "status"));
	const char *said = json_string_value(json_object_get(reply, "reason"));
	const char *step = json_string_value(json_object_get(reply, "step"));
	char reason[512];
	bool missing;

	missing =
	    support_reason(reason, sizeof(reason), mechanism, bench->target->facts.kernel_config,
			   bench->release, said ? said : "no reason given");
	if (missing || (status && !strcmp(status, "unsupported"))) {
		outcome_close(outcome, "unsupported", reason);
		return;
	}
	text_buffer_add(&whole, "%s: %s", step ? step : "attach", reason);
	outcome_dropped(outcome, text_buffer_get(&whole));
}

static json_t *attach_pack(const struct hook *hook)
{
	return request_pack(REQUEST_attach, "{s:s s:s s:s* s:s* s:o* s:s*}", "mechanism",
			    hook->mechanism, "program", hook->program, "function", hook->function,
			    hook_kind_name(HOOK_TRACEPOINT), hook->tracepoint, "recorded",
			    hook->recorded ? json_true() : NULL, "object",
			    hook->object ? hook->object->sha256 : NULL);
}

static void refused(struct bench *bench, const struct hook *hook, struct treatment_outcome *outcome,
		    const json_t *reply)
{
	if (hook->object)
		object_refused(bench, hook->object, outcome, reply);
	else
		attachment_refused(bench, hook->mechanism, outcome, reply);
}

int attachment_make(struct bench *bench, struct hook *hook, struct treatment_outcome *outcome,
		    json_t **ret_reply, struct error *err)
{
	const char *status;
	json_t *reply;
	int done = bench_call(bench, attach_pack(hook),
			      hook->object ? OBJECT_PATIENCE_S : PATIENCE_S, &reply, err);

	if (done < 0)
		return done;
	status = json_string_value(json_object_get(reply, "status"));
	if (!status || strcmp(status, "attached") != 0) {
		if (outcome)
			refused(bench, hook, outcome, reply);
		json_decref(reply);
		return 0;
	}
	hook->hits_per_operation =
	    hook->hook_events * json_number_value(json_object_get(reply, "hits_per_operation"));
	*ret_reply = reply;
	return 1;
}

/* A return probe that did not run although its function returned. */
static bool returns_lost(const json_t *witness, struct text_buffer *wrong)
{
	double expected = json_number_value(json_object_get(witness, "expected"));
	double hits = json_number_value(json_object_get(witness, "hits"));

	if (!witness || hits >= expected)
		return false;
	text_buffer_add(
	    wrong,
	    "hits were lost: the program ran %.0f times where by %s on the same function "
	    "%.0f are right; the kernel has room for so many calls at once, or was in "
	    "another program",
	    hits, json_string_value(json_object_get(witness, "mechanism")), expected);
	return true;
}

int attachment_end(struct bench *bench, struct text_buffer *wrong, struct error *err)
{
	json_t *reply;
	int done = bench_call(bench, request_pack(REQUEST_detach, NULL), PATIENCE_S, &reply, err);

	if (done < 0)
		return done;
	if (!json_is_true(json_object_get(reply, "held"))) {
		text_buffer_add(wrong, "the program was detached by somebody else");
	} else if (json_integer_value(json_object_get(reply, "lost")) > 0) {
		text_buffer_add(wrong, "%lld records did not fit into the ring buffer",
				(long long)json_integer_value(json_object_get(reply, "lost")));
	} else if (!returns_lost(json_object_get(reply, "witness"), wrong) &&
		   !json_is_true(json_object_get(reply, "clean"))) {
		CLEANUP_FREE char *left = json_dumps(json_object_get(reply, "left"), 0);

		text_buffer_add(wrong, "detaching left something behind: %s", left ? left : "?");
	}
	json_decref(reply);
	return 0;
}

int attachment_not_fired(struct bench *bench, const struct hook *hook,
			 struct treatment_outcome *outcome, const char *hits, struct error *err)
{
	CLEANUP(text_buffer_release) struct text_buffer reason = { 0 };
	const struct mechanism_name *known = mechanism_name_find(hook->mechanism);
	bool on_function = known && known->hook == HOOK_FUNCTION;
	const char *instead;
	json_t *reply = NULL;
	int done = 0;

	if (on_function)
		done = bench_call(
		    bench, request_pack(REQUEST_runs_instead, "{s:s}", "function", hook->function),
		    PATIENCE_S, &reply, err);
	if (done < 0)
		return done;
	text_buffer_add(&reason, "attached to %s, but %s",
			on_function	   ? hook->function
			: hook->tracepoint ? hook->tracepoint
					   : "its place",
			hits);
	instead = json_string_value(json_object_get(reply, "function"));
	if (instead)
		text_buffer_add(&reason, "; the workload ran %s", instead);
	outcome_close(outcome, "not-fired", text_buffer_get(&reason));
	json_decref(reply);
	return 0;
}
