// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/trigger_together.h"
#include "agent/object_file.h"
#include "agent/object_together.h"
#include "agent/trigger/call_choice.h"
#include "common/cleanup.h"

#include <errno.h>
#include <string.h>

/* Enough that what others do meanwhile is not taken for an event's. */
#define TRY_EVENTS 20
#define TRIES 3

/* What the events of one trigger do. */
struct runs {
	char trigger[64];
	size_t ran; /* programs that ran at each event */
	uint64_t hits, per_event[OBJECT_PROGRAMS_MAX];
	uint64_t changed; /* events that did not end as they do without them */
};

/* The best of those that were tried. */
struct search {
	struct runs best;
	bool packets_are_dropped; /* another event might wait for one */
};

static int hits_read(const struct attachment *attachment, uint64_t *ret_hits)
{
	struct program_statistics one;
	int read = 0;

	for (size_t i = 0; i < object_together_count(attachment) && !read; i++) {
		read = program_statistics_read(object_together_at(attachment, i).fd, &one);
		ret_hits[i] = read ? 0 : one.hits;
	}
	return read;
}

static int pass_count(const struct attachment *attachment, struct trigger *trigger,
		      uint64_t *ret_hits)
{
	uint64_t before[OBJECT_PROGRAMS_MAX] = { 0 };
	struct trigger_pass pass;
	struct error ignored;
	int done = hits_read(attachment, before);

	if (!done)
		done = trigger_run(trigger, TRY_EVENTS, &pass, &ignored);
	if (!done)
		done = hits_read(attachment, ret_hits);
	for (size_t i = 0; i < object_together_count(attachment) && !done; i++)
		ret_hits[i] -= before[i];
	return done;
}

/* Of each program the least of some tries. */
static void runs_count(const struct attachment *attachment, struct trigger *trigger,
		       struct runs *ret_runs)
{
	uint64_t hits[OBJECT_PROGRAMS_MAX] = { 0 };
	size_t count = object_together_count(attachment);

	*ret_runs = (struct runs){};
	snprintf(ret_runs->trigger, sizeof(ret_runs->trigger), "%s", trigger->ops->name);
	for (int try = 0; try < TRIES; try++) {
		if (pass_count(attachment, trigger, hits) < 0)
			return;
		for (size_t i = 0; i < count; i++)
			if (!try || hits[i] / TRY_EVENTS < ret_runs->per_event[i])
				ret_runs->per_event[i] = hits[i] / TRY_EVENTS;
	}
	for (size_t i = 0; i < count; i++) {
		ret_runs->ran += ret_runs->per_event[i] > 0;
		ret_runs->hits += ret_runs->per_event[i];
	}
}

static void runs_keep_better(struct runs *best, const struct runs *other)
{
	if (other->ran > best->ran || (other->ran == best->ran && other->hits < best->hits))
		*best = *other;
}

static void trigger_try(struct session *session, struct trigger *trigger, struct search *search)
{
	struct runs runs;

	session->call.changed = 0;
	runs_count(&session->attachment, trigger, &runs);
	runs.changed = session->call.changed;
	search->packets_are_dropped |= runs.changed > 0;
	runs_keep_better(&search->best, &runs);
}

static void call_try(struct session *session, const char *call, struct search *search)
{
	struct error ignored;

	if (!call_trigger_open(&session->call, call, &ignored))
		trigger_try(session, &session->call.trigger, search);
}

/* What the hook's own name says: a loop of the kernel's, or a system call. */
static void hook_try(struct session *session, const struct together_seen *seen,
		     struct search *search)
{
	struct trigger *trigger;
	struct error ignored;
	char call[64];

	if (seen->event)
		call_try(session, seen->event, search);
	else if (!triggers_find_for(&session->triggers, seen->mechanism, seen->hook, &session->view,
				    &trigger, &ignored))
		trigger_try(session, trigger, search);
	else if (call_of_hook(seen->hook, call, sizeof(call)))
		call_try(session, call, search);
}

static json_t *not_run_list(const struct attachment *attachment, const struct runs *runs)
{
	json_t *list = json_array();

	for (size_t i = 0; i < object_together_count(attachment); i++)
		if (!runs->per_event[i])
			json_array_append_new(list,
					      json_string(object_together_at(attachment, i).name));
	return list;
}

int trigger_together_open(struct session *session, const char *name, struct error *err)
{
	int opened =
	    triggers_find_named(&session->triggers, name, &session->view, &session->trigger, err);

	if (!opened)
		return 0;
	opened = call_trigger_open(&session->call, name, err);
	session->trigger = &session->call.trigger;
	return opened;
}

size_t trigger_together_find(struct session *session, struct together_choice *ret_choice)
{
	const struct attachment *attachment = &session->attachment;
	size_t count = object_together_count(attachment);
	struct search search = {};
	const struct runs *best = &search.best;
	struct error ignored;

	for (size_t i = 0; i < count && best->ran < count; i++) {
		struct together_seen seen = object_together_at(attachment, i);

		hook_try(session, &seen, &search);
	}
	for (size_t i = 0; call_name(i) && best->ran < count && !search.packets_are_dropped; i++)
		call_try(session, call_name(i), &search);
	*ret_choice =
	    (struct together_choice){ (double)best->hits, not_run_list(attachment, best) };
	if (best->ran && trigger_together_open(session, best->trigger, &ignored) < 0)
		return 0;
	session->call.changed = best->changed;
	return best->ran;
}
