// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/requests.h"
#include "agent/apart.h"
#include "agent/mechanism/mechanism.h"
#include "agent/object.h"
#include "agent/object_guarded.h"
#include "agent/object_together.h"
#include "agent/told.h"
#include "agent/trigger/call_choice.h"
#include "agent/trigger_together.h"
#include "common/cleanup.h"
#include "protocol/names.h"

#include <errno.h>
#include <math.h>
#include <string.h>

/* What is tried: enough that what others do meanwhile is not taken for an event's. */
#define TRY_EVENTS 20
#define TRIES 3

json_t *do_object_part(struct session *session, const json_t *request)
{
	struct object_part part = { .sha256 = request_text(request, "object"),
				    .size = request_number(request, "size"),
				    .offset = request_number(request, "offset"),
				    .base64 = request_text(request, "base64") };
	struct error err = {};
	size_t received;

	if (object_images_take(&session->objects, &part, &received, &err) < 0)
		return reply_error(&err);
	return json_pack("{s:I}", "received", (json_int_t)received);
}

static const struct object_image *image_of(struct session *session, const json_t *request)
{
	return object_images_find(&session->objects, request_text(request, "object"));
}

json_t *do_object_describe(struct session *session, const json_t *request)
{
	const struct object_image *image = image_of(session, request);
	json_t *description;
	struct error err = {};

	if (!image)
		return json_pack("{s:s}", "error", "object-describe: no such object came");
	if (object_guarded_describe(image, &description, &err) < 0)
		return json_pack("{s:o}", "reason", told(err.text));
	return description;
}

json_t *do_object_set(struct session *session, const json_t *request)
{
	struct object_image *image =
	    object_images_change(&session->objects, request_text(request, "object"));
	struct object_setting setting = { .option = request_text(request, "option"),
					  .name = request_text(request, "name"),
					  .value = request_text(request, "value") };
	struct error err = {};
	int done;

	if (!image)
		return json_pack("{s:s}", "error", "object-set: no such object came");
	done = object_guarded_set(image, &setting, &err);
	return json_pack("{s:b s:o*}", "known", done != -ENOENT, "reason",
			 done < 0 ? told(err.text) : NULL);
}

static bool is_together(const json_t *request)
{
	return json_is_true(json_object_get(request, "together"));
}

/* Whose functions the kernel does not know. */
static bool is_of_user_space(const char *mechanism)
{
	const struct mechanism_name *known = mechanism ? mechanism_name_find(mechanism) : NULL;

	return known && known->hook == HOOK_USER;
}

static bool mechanism_stays(const char *name)
{
	const struct mechanism_ops *mechanism = name ? mechanism_find(name) : NULL;

	return mechanism && mechanism->stays;
}

/* Whether one of its programs is of such a mechanism. */
static bool object_stays(const struct object_image *image)
{
	struct error ignored = {};
	json_t *description, *program;
	bool stays = false;
	size_t i;

	if (!image || object_guarded_describe(image, &description, &ignored) < 0)
		return false;
	json_array_foreach (json_object_get(description, "programs"), i, program)
		stays |= mechanism_stays(request_text(program, "mechanism"));
	json_decref(description);
	return stays;
}

bool request_stays(struct session *session, const json_t *request)
{
	return is_together(request) ? object_stays(image_of(session, request))
				    : mechanism_stays(request_text(request, "mechanism"));
}

int request_object(struct session *session, const json_t *request, struct treatment *ret_treatment,
		   struct error *err)
{
	const char *function = request_text(request, "function");

	*ret_treatment = (struct treatment){
		.kind = is_together(request) ? &treatment_together : &treatment_object,
		.mechanism = request_text(request, "mechanism"),
		.program = request_text(request, "program"),
		.hook = { .function = function,
			  .tracepoint = request_text(request, hook_kind_name(HOOK_TRACEPOINT)) },
		.image = image_of(session, request),
		.consumer = consumer_find(request_text(request, "consumer")),
		.hits_per_event = json_number_value(json_object_get(request, "hits_per_event")),
	};
	if (function && !is_of_user_space(ret_treatment->mechanism))
		ret_treatment->hook.address = session_address(session, function);
	if (!ret_treatment->image)
		return error_set(err, ERROR_RESULT, ENOENT, "no such object came");
	return 0;
}

static struct hook hook_asked(const json_t *request)
{
	return (struct hook){ .function = request_text(request, "function"),
			      .tracepoint =
				  request_text(request, hook_kind_name(HOOK_TRACEPOINT)) };
}

int session_object_trigger(struct session *session, const json_t *request, struct error *err)
{
	const char *name = request_text(request, "trigger");
	struct hook hook = hook_asked(request);
	int found;

	if (is_together(request))
		return trigger_together_open(session, name ? name : "", err);
	found = triggers_find_for(&session->triggers, request_text(request, "mechanism"), &hook,
				  &session->view, &session->trigger, err);
	if (!found && name && !strcmp(session->trigger->ops->name, name))
		return 0;
	found = name ? call_trigger_open(&session->call, name, err)
		     : error_set(err, ERROR_RESULT, EINVAL, "an object's trigger has to be named");
	session->trigger = &session->call.trigger;
	return found;
}

static int events_count(struct session *session, struct trigger *trigger, double *ret_hits,
			struct error *err)
{
	struct program_statistics before, after;
	struct trigger_pass pass;
	int done = attachment_statistics(&session->attachment, &before);

	if (!done)
		done = trigger_run(trigger, TRY_EVENTS, &pass, err);
	if (!done)
		done = attachment_statistics(&session->attachment, &after);
	if (!done)
		*ret_hits = (double)(after.hits - before.hits);
	return done;
}

/*
 * How often an event runs the program: the least of some tries, as others may pass the hook as
 * well; 0 when it is not run by each of them.
 */
static double hits_per_event(struct session *session, struct trigger *trigger)
{
	struct error ignored;
	double least = 0, hits = 0;

	for (int i = 0; i < TRIES; i++) {
		if (events_count(session, trigger, &hits, &ignored) < 0 || hits < TRY_EVENTS)
			return 0;
		if (!i || hits < least)
			least = hits;
	}
	return floor(least / TRY_EVENTS);
}

static int event_open(struct session *session, const char *call, struct error *err)
{
	int opened = call_trigger_open(&session->call, call, err);

	session->call.changed = 0;
	session->trigger = &session->call.trigger;
	return opened;
}

/* Of which is the hook by its name: those of the kernel's own loops, then the system calls. */
static int trigger_by_name(struct session *session, const json_t *request, struct error *err)
{
	struct hook hook = hook_asked(request);
	const char *event = session->attachment.event;
	char call[64];
	int found;

	if (event)
		return event_open(session, event, err);
	found = triggers_find_for(&session->triggers, request_text(request, "mechanism"), &hook,
				  &session->view, &session->trigger, err);
	return found < 0 && call_of_hook(&hook, call, sizeof(call)) ? event_open(session, call, err)
								    : found;
}

/* One that does so once is better than one that does so often; none is as bad as no number. */
static bool is_better(const struct call *call, double hits, double least)
{
	return hits >= 1 && (least < 1 || (hits < least && !call->own.receives));
}

/* Which of the calls that are known come by the hook. */
static double trigger_by_trying(struct session *session, struct error *err)
{
	char best[64] = "";
	double least = 0;

	for (size_t i = 0; call_name(i) && least != 1; i++) {
		double hits = 0;

		if (!call_trigger_open(&session->call, call_name(i), err))
			hits = hits_per_event(session, &session->call.trigger);
		if (!is_better(call_known(call_name(i)), hits, least))
			continue;
		least = hits;
		snprintf(best, sizeof(best), "%s", call_name(i));
	}
	if (!*best || call_trigger_open(&session->call, best, err) < 0)
		return 0;
	session->trigger = &session->call.trigger;
	return least;
}

/* What makes the hook run, with the program attached and statistics on; 0: nothing here. */
static double trigger_find(struct session *session, const json_t *request, struct error *err)
{
	double hits = 0;

	if (!trigger_by_name(session, request, err))
		hits = hits_per_event(session, session->trigger);
	return hits >= 1 || session->attachment.event ? hits : trigger_by_trying(session, err);
}

/* Of several programs also which of them it does not run. */
static double trigger_find_all(struct session *session, json_t *reply)
{
	struct together_choice choice;
	size_t ran = trigger_together_find(session, &choice);

	json_object_set_new(reply, "not_run", choice.not_run);
	return ran ? choice.hits_per_event : 0;
}

void changed_events_put(const struct session *session, json_t *proof)
{
	if (session->attachment.event)
		json_object_set_new(proof, "changed_events",
				    json_integer((json_int_t)session->call.changed));
}

static void trigger_put(struct session *session, const json_t *request, json_t *reply)
{
	struct error err = {};
	double hits = 0;

	if (!statistics_switch(&session->statistics, true, false, &err))
		hits = is_together(request) ? trigger_find_all(session, reply)
					    : trigger_find(session, request, &err);
	statistics_switch(&session->statistics, false, false, &err);
	if (hits < 1) {
		json_object_set_new(reply, "idle", json_string(session->attachment.hook_text));
		return;
	}
	json_object_set_new(reply, "trigger", json_string(session->trigger->ops->name));
	json_object_set_new(reply, "hits_per_event", json_real(hits));
	changed_events_put(session, json_object_get(reply, "proof"));
}

static json_t *attached_try(struct session *session, const json_t *request)
{
	struct attachment *attachment = &session->attachment;
	json_t *reply =
	    json_pack("{s:s s:s s:O s:I}", "status", "measured", "hook", attachment->hook_text,
		      "proof", attachment->proof, "load_ns", (json_int_t)attachment->load_ns);

	trigger_put(session, request, reply);
	json_decref(attachment_remove(attachment));
	return reply;
}

/* Of what loads and is not attached the verifier's figures are asked for once more. */
static json_t *verifier_again(const struct treatment *treatment)
{
	CLEANUP(object_loaded_release) struct object_loaded loaded = {};
	struct object_choice choice = { treatment->image, treatment->program, NULL };
	struct error ignored = {};

	return object_guarded_load(&choice, &loaded, &ignored) < 0 ? NULL
								   : json_incref(loaded.verifier);
}

static json_t *refused(struct session *session, const struct treatment *treatment, int code,
		       const struct error *err, const char *log)
{
	json_t *reply = reply_not_attached(session, code, err);

	if (*log)
		json_object_set_new(reply, "log", told(log));
	if (strcmp(session->attachment.step, "load") != 0)
		json_object_set_new(reply, "verifier", verifier_again(treatment));
	return reply;
}

/* What is not attached here is loaded all the same: that may be all that is asked. */
static json_t *load_try(struct session *session, const struct treatment *treatment)
{
	CLEANUP(object_loaded_release) struct object_loaded loaded = {};
	struct object_choice choice = { treatment->image, treatment->program, NULL };
	struct error err = {};
	int fd = object_guarded_load(&choice, &loaded, &err);

	session->attachment.step = "load";
	if (fd < 0)
		return refused(session, treatment, fd, &err, loaded.log);
	return json_pack("{s:s s:s s:{s:O} s:I}", "status", "measured", "hook", "", "proof",
			 "verifier", loaded.verifier, "load_ns", (json_int_t)loaded.load_ns);
}

/* What is tried, and for whom. */
struct object_trial {
	struct session *session;
	const json_t *request;
	const struct treatment *treatment;
};

static json_t *attach_try(void *context)
{
	const struct object_trial *trial = context;
	struct attachment *attachment = &trial->session->attachment;
	struct error err = {};
	int done = attachment_make(attachment, trial->treatment, &trial->session->view, &err);

	return done < 0 ? refused(trial->session, trial->treatment, done, &err, attachment->refusal)
			: attached_try(trial->session, trial->request);
}

static json_t *attach_try_apart(struct object_trial *trial)
{
	json_t *reply = apart_run(attach_try, trial);

	return reply ? reply
		     : json_pack("{s:s}", "error", "object-try: the process that tried has ended");
}

json_t *do_object_try(struct session *session, const json_t *request)
{
	struct treatment treatment;
	struct object_trial trial = { session, request, &treatment };
	struct error err = {};
	int done = request_object(session, request, &treatment, &err);

	if (done < 0 || session->attached)
		return json_pack("{s:s}", "error",
				 done < 0 ? err.text : "object-try: one is attached");
	if (!treatment.mechanism)
		return load_try(session, &treatment);
	return request_stays(session, request) ? attach_try_apart(&trial) : attach_try(&trial);
}
