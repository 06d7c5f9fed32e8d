// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/object_settings.h"
#include "common/cleanup.h"

#include <errno.h>
#include <string.h>

/* libbpf opens the object again for each. */
#define PATIENCE_S 120

/* What is wrong with one that the object knows. */
static int reply_judge(const struct run_object *object, const json_t *reply, bool *ret_known,
		       struct error *err)
{
	const char *reason = json_string_value(json_object_get(reply, "reason"));

	*ret_known = json_is_true(json_object_get(reply, "known"));
	if (!reason)
		return 0;
	return error_set(err, ERROR_USAGE, EINVAL, "'%s': %s", object->path, reason);
}

/* NAME=VALUE; the value may have more of these signs. */
static int setting_send(struct bench *bench, const struct run_object *object, const char *kind,
			const char *setting, bool *ret_known, struct error *err)
{
	const char *equals = strchr(setting, '=');
	CLEANUP_FREE char *name = equals ? strndup(setting, (size_t)(equals - setting)) : NULL;
	json_t *reply;
	int done;

	if (!name)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	done = bench_call(bench,
			  request_pack(REQUEST_object_set, "{s:s s:s s:s s:s}", "object",
				       object->sha256, "option", kind, "name", name, "value",
				       equals + 1),
			  PATIENCE_S, &reply, err);
	if (done < 0)
		return done;
	done = reply_judge(object, reply, ret_known, err);
	json_decref(reply);
	return done;
}

/* One that this object has not may be another's. */
static int setting_offer(struct bench *bench, const char *kind, const char *setting,
			 struct error *err)
{
	const struct run_context *context = bench->run->context;
	bool is_known_to_any = false;

	for (size_t i = 0; i < context->object_count; i++) {
		bool known = true;
		int done = setting_send(bench, &context->objects[i], kind, setting, &known, err);

		if (done < 0 && known)
			return done;
		is_known_to_any |= known;
	}
	return is_known_to_any ? 0 : -EINVAL;
}

static int settings_offer(struct bench *bench, const char *kind, const struct word_list *settings,
			  struct error *err)
{
	int done = 0;

	for (size_t i = 0; i < settings->count && !done; i++)
		done = setting_offer(bench, kind, settings->words[i], err);
	return done;
}

int object_hooks_send(struct bench *bench, struct error *err)
{
	return settings_offer(bench, "hook", &bench->study->hooks, err);
}

int object_settings_send(struct bench *bench, struct error *err)
{
	const struct study *study = bench->study;
	const struct {
		const char *kind; /* the agent's word */
		const struct word_list *settings;
	} kinds[] = {
		{ "global", &study->globals },
		{ "map-size", &study->map_sizes },
		{ "fill", &study->map_fills }, /* as large as they are then */
	};
	int done = 0;

	for (size_t i = 0; i < ARRAY_SIZE(kinds) && !done; i++)
		done = settings_offer(bench, kinds[i].kind, kinds[i].settings, err);
	return done;
}
