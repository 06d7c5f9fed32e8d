// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/object_try.h"
#include "run/support.h"
#include "protocol/names.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* The verifier may take a while for a million instructions, emulated; then with a log, again. */
#define PATIENCE_S 300

static const char *text_of(const json_t *reply, const char *key, const char *otherwise)
{
	const char *text = json_string_value(json_object_get(reply, key));

	return text ? text : otherwise;
}

/* Before anything is decided: what is known of it (object_try.h). */
static json_t *look_make(const json_t *reply, bool loads, bool attaches)
{
	json_t *verifier = json_object_get(json_object_get(reply, "proof"), "verifier");
	json_t *look = json_pack("{s:b}", "loads", loads);

	if (loads)
		json_object_set_new(look, "attaches", json_boolean(attaches));
	if (!verifier)
		verifier = json_object_get(reply, "verifier");
	if (verifier)
		json_object_set(look, "verifier", verifier);
	if (json_object_get(reply, "load_ns"))
		json_object_set(look, "load_ns", json_object_get(reply, "load_ns"));
	if (json_object_get(reply, "log"))
		json_object_set(look, "log", json_object_get(reply, "log"));
	return look;
}

/* What loads and is not attached fails for another reason than what does not load. */
void object_refused(struct bench *bench, const struct object_program *object,
		    struct treatment_outcome *outcome, const json_t *reply)
{
	const char *said = text_of(reply, "reason", "no reason given");
	bool loads = strcmp(text_of(reply, "step", "load"), "load") != 0;
	bool unsupported = !strcmp(text_of(reply, "status", ""), "unsupported");
	char why[640], reason[704];

	snprintf(why, sizeof(why), "%.639s", said);
	if (loads)
		unsupported |=
		    support_reason(why, sizeof(why), object->mechanism,
				   bench->target->facts.kernel_config, bench->release, said);
	snprintf(reason, sizeof(reason), "%s: %s",
		 loads ? "loads; is not attached" : "does not load", why);
	outcome_close(outcome, unsupported ? "unsupported" : "failed", reason);
	outcome_look(outcome, look_make(reply, loads, false));
}

/* No figure, and no fault of the kernel's: nothing here runs it. */
static void idle(const struct treatment *treatment, struct treatment_outcome *outcome,
		 const json_t *reply)
{
	const char *hook = text_of(reply, "idle", "its hook");
	char reason[512];

	if (treatment->object->reason)
		snprintf(reason, sizeof(reason),
			 "no workload here runs it: %s; it loads, and the verifier's figures are "
			 "what there is of it",
			 treatment->object->reason);
	else
		snprintf(reason, sizeof(reason),
			 "no workload here runs %s; a section on a function or tracepoint that a "
			 "system call comes by has a figure (fentry/bpf_get_numa_node_id for the "
			 "program alone)",
			 hook);
	outcome_close(outcome, "no-workload", reason);
}

/* What is left out where a packet is dropped would be taken off its cost. */
static bool changes_events(const json_t *reply)
{
	return json_integer_value(
		   json_object_get(json_object_get(reply, "proof"), "changed_events")) > 0;
}

static void changing(struct treatment_outcome *outcome, const json_t *reply)
{
	char reason[512];

	snprintf(
	    reason, sizeof(reason),
	    "it runs, and what it returns changes the event that is counted (%s): a packet is "
	    "dropped or sent elsewhere, or a call refused, and what the kernel leaves out then "
	    "is no cost of the program's. One that lets them pass (XDP_PASS, TC_ACT_OK, 1), as "
	    "by a variable and --set, has a figure",
	    text_of(reply, "trigger", "none"));
	json_object_set_new(outcome->look, "changes_event", json_true());
	outcome_close(outcome, "no-workload", reason);
}

/* What they cost together is then without what these take: said now, and in the report. */
static void not_run_take(struct bench *bench, const struct treatment *treatment, json_t *look,
			 const json_t *reply)
{
	const json_t *not_run = json_object_get(reply, "not_run"), *name;
	json_t *names = json_array();
	size_t i;

	json_array_foreach (not_run, i, name) {
		if (!json_is_string(name))
			continue;
		json_array_append(names, (json_t *)name);
		bench_say(bench,
			  "%s: %s is attached as well, but no event of %s, by which they are "
			  "measured, runs it.",
			  treatment->name, json_string_value(name),
			  text_of(reply, "trigger", "it"));
	}
	if (json_array_size(names))
		json_object_set(look, "not_run", names);
	json_decref(names);
}

static int trial_take(struct bench *bench, const struct treatment *treatment,
		      struct treatment_outcome *outcome, const json_t *reply,
		      struct object_trial *ret_trial)
{
	const char *trigger = text_of(reply, "trigger", NULL);

	if (strcmp(text_of(reply, "status", ""), "measured") != 0) {
		object_refused(bench, treatment->object, outcome, reply);
		return 0;
	}
	outcome_look(outcome, look_make(reply, true, !treatment->object->reason));
	if (!trigger) {
		idle(treatment, outcome, reply);
		return 0;
	}
	if (changes_events(reply)) {
		changing(outcome, reply);
		return 0;
	}
	not_run_take(bench, treatment, outcome->look, reply);
	snprintf(ret_trial->trigger, sizeof(ret_trial->trigger), "%s", trigger);
	ret_trial->hits_per_event = json_number_value(json_object_get(reply, "hits_per_event"));
	return 1;
}

/*
 * Nothing but its guest is lost by that, as of any other (run/guest_again.h); it would be the same
 * at the next time, after another wait.
 */
static void endless(struct treatment_outcome *outcome)
{
	outcome_close(outcome, "failed",
		      "it does not end: neither the verifier nor the first events of its hook were "
		      "through in time; a loop with fewer rounds has a figure");
}

int object_try(struct bench *bench, const struct treatment *treatment,
	       struct treatment_outcome *outcome, struct object_trial *ret_trial, struct error *err)
{
	const struct object_program *object = treatment->object;
	json_t *reply;
	int done;

	done = bench_call(bench,
			  request_pack(REQUEST_object_try, "{s:s s:s s:s* s:s* s:s* s:b}", "object",
				       object->sha256, "program", object->program, "mechanism",
				       object->reason ? NULL : object->mechanism,
				       hook_kind_name(HOOK_FUNCTION), object->function,
				       hook_kind_name(HOOK_TRACEPOINT), object->tracepoint,
				       "together", bench->study->together),
			  PATIENCE_S, &reply, err);
	if (done == -ETIMEDOUT)
		endless(outcome);
	if (done < 0)
		return done;
	outcome_look(outcome, NULL);
	done = trial_take(bench, treatment, outcome, reply, ret_trial);
	json_decref(reply);
	return done;
}
