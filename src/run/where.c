// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/where.h"
#include "protocol/hit_place.h"
#include "protocol/names.h"

#define PATIENCE_S 60

static double ratio(const struct counters *counters, enum counter of, enum counter per)
{
	return counters->value[of] / counters->value[per];
}

bool where_is_asked(const struct counters *counters)
{
	enum hit_place place =
	    hit_place_of(ratio(counters, COUNTER_hits_inside, COUNTER_inside_operations),
			 ratio(counters, COUNTER_hits, COUNTER_hit_operations));

	return place == PLACE_OUTSIDE || place == PLACE_BOTH;
}

static json_t *where_pack(const struct hook *hook)
{
	return request_pack(REQUEST_where, "{s:s s:s* s:s*}", "mechanism", hook->mechanism,
			    hook_kind_name(HOOK_FUNCTION), hook->function,
			    hook_kind_name(HOOK_TRACEPOINT), hook->tracepoint);
}

/* The agent's answer, or why there is none. */
static int where_ask(struct bench *bench, const struct hook *hook, json_t **ret_where,
		     struct error *err)
{
	json_t *reply;
	int done = bench_call(bench, where_pack(hook), PATIENCE_S, &reply, err);

	if (done < 0)
		return done;
	*ret_where = json_incref(json_object_get(reply, "where"));
	if (!*ret_where)
		*ret_where = json_pack("{s:O*}", "reason", json_object_get(reply, "reason"));
	json_decref(reply);
	return 0;
}

int where_note(struct course *course, const struct hook *hook, json_t *proof, struct error *err)
{
	const struct mechanism_name *known = mechanism_name_find(hook->mechanism);
	json_t **where = known ? &course->where[known->hook] : NULL, *own = NULL;
	int done = 0;

	if (!where)
		return 0;
	/* Somebody's object has a hook of its own, which no other's answer is of. */
	if (hook->object)
		where = &own;
	if (!*where)
		done = where_ask(course->bench, hook, where, err);
	if (!done)
		json_object_set(proof, "where", *where);
	json_decref(own);
	return done;
}
