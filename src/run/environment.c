// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/environment.h"
#include "environment/facts.h"
#include "protocol/targets.h"

#include <string.h>
#include <time.h>

static void machine_read(json_t *facts, double watch_s)
{
	struct timespec length = { (time_t)watch_s,
				   (long)((watch_s - (double)(time_t)watch_s) * 1e9) };
	struct load_reading before, after;
	int code = load_read("", &before);

	facts_read(&(struct facts_source){ .root = "" }, FACTS_OF_MACHINE, facts);
	nanosleep(&length, NULL);
	if (!code && !load_read("", &after))
		load_put(&before, &after, facts);
}

void environment_begin(struct run_environment *environment, double watch_s)
{
	*environment = (struct run_environment){ .before = json_object(),
						 .during = json_object(),
						 .after = json_object() };
	machine_read(environment->before, watch_s);
	environment->load_known = !load_read("", &environment->load);
}

void environment_follow(struct run_environment *environment, const json_t *last)
{
	json_t *life, *earlier = json_object_get(last, "earlier");

	if (!json_object_size(last))
		return;
	life = json_copy((json_t *)last);
	json_object_del(life, "earlier");
	json_decref(environment->earlier);
	environment->earlier = json_is_array(earlier) ? json_copy(earlier) : json_array();
	json_array_append_new(environment->earlier, life);
}

void environment_end(struct run_environment *environment, double watch_s)
{
	struct load_reading load;

	if (environment->load_known && !load_read("", &load))
		load_put(&environment->load, &load, environment->during);
	machine_read(environment->after, watch_s);
}

static void part_put(json_t *record, const char *key, json_t *part)
{
	if (json_object_size(part))
		json_object_set(record, key, part);
}

json_t *environment_to_json(const struct run_environment *environment)
{
	json_t *record = json_object();

	part_put(record, "before", environment->before);
	part_put(record, "during", environment->during);
	part_put(record, "after", environment->after);
	if (environment->earlier)
		json_object_set(record, "earlier", environment->earlier);
	return record;
}

void environment_free(struct run_environment *environment)
{
	json_decref(environment->before);
	json_decref(environment->during);
	json_decref(environment->after);
	json_decref(environment->earlier);
	*environment = (struct run_environment){};
}
