// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/hooks.h"
#include "run/sham_visit.h"
#include "protocol/names.h"
#include "common/cleanup.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/*
 * Functions and tracepoints that no workload of ours reaches: destroying sockets from outside
 * (ss -K), and the victim of the out-of-memory killer.
 */
static const char *const sham_functions[] = { "udp_abort", "tcp_abort", "udp_disconnect" };
static const char *const sham_tracepoints[] = { "oom:mark_victim", "oom:wake_reaper" };

static int hook_ask(struct bench *bench, const char *kind, const char *name, json_t **ret_reply,
		    struct error *err)
{
	return bench_call(bench, request_pack(REQUEST_check_hook, "{s:s}", kind, name), 60,
			  ret_reply, err);
}

static void similar_join(const json_t *similar, char *text, size_t size)
{
	const json_t *word;
	size_t i, used = 0;

	*text = '\0';
	json_array_foreach (similar, i, word) {
		int written = snprintf(text + used, size - used, "%s%s", i ? ", " : "",
				       json_string_value(word));

		if (written < 0 || (size_t)written >= size - used)
			return;
		used += (size_t)written;
	}
}

static int hook_check(struct bench *bench, const char *kind, const char *name, struct error *err)
{
	char similar[512];
	json_t *reply;
	bool exists, traceable;
	int done = hook_ask(bench, kind, name, &reply, err);

	if (done < 0)
		return done;
	exists = json_is_true(json_object_get(reply, "exists"));
	traceable = json_is_true(json_object_get(reply, "traceable"));
	similar_join(json_object_get(reply, "similar"), similar, sizeof(similar));
	json_decref(reply);
	if (!exists)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "%s has no %s '%s'; similar ones that it has: %s", bench->release,
				 kind, name, *similar ? similar : "none");
	if (!traceable)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "'%s' exists in %s, but cannot be traced (inlined, notrace, or "
				 "tracefs not readable); traceable ones like it: %s",
				 name, bench->release, *similar ? similar : "none");
	return 0;
}

int hooks_check(struct bench *bench, struct error *err)
{
	const struct study *study = bench->study;
	bool default_tracepoint = !strcmp(study->tracepoint, STUDY_TRACEPOINT);
	int done = 0;

	/* Objects say themselves what they hang on. */
	if (!study_program_count(study) && !study->delays.count)
		return 0;
	if (study_hooks(study, HOOK_FUNCTION))
		done = hook_check(bench, "function", study->function, err);
	if (!done && !default_tracepoint && study_hooks(study, HOOK_TRACEPOINT))
		done = hook_check(bench, hook_kind_name(HOOK_TRACEPOINT), study->tracepoint, err);
	return done;
}

static int no_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
}

static int name_keep(const char *name, char **ret_name, struct error *err)
{
	*ret_name = strdup(name);
	return *ret_name ? 0 : no_memory(err);
}

/* The first of the candidates that exists, or NULL in *ret_name. */
static int candidate_find(struct bench *bench, const char *kind, const char *const *candidates,
			  size_t count, char **ret_name, struct error *err)
{
	*ret_name = NULL;
	for (size_t i = 0; i < count && !*ret_name; i++) {
		json_t *reply;
		int done = hook_ask(bench, kind, candidates[i], &reply, err);

		if (done < 0)
			return done;
		if (json_is_true(json_object_get(reply, "traceable")))
			done = name_keep(candidates[i], ret_name, err);
		json_decref(reply);
		if (done < 0)
			return done;
	}
	return 0;
}

static int sham_try(struct bench *bench, size_t index, struct error *err)
{
	struct hook hook = { .mechanism = bench->study->mechanisms.words[index],
			     .program = program_names[PROGRAM_null].name,
			     .function = bench->shams.function,
			     .tracepoint = bench->shams.tracepoint };
	bool on_function = mechanism_name_find(hook.mechanism)->hook == HOOK_FUNCTION;
	int done;

	if (on_function ? !hook.function : !hook.tracepoint)
		return 0;
	done = sham_visit(bench, hook, NULL, NULL, err);
	bench->shams.usable[index] = done > 0;
	return done < 0 ? done : 0;
}

/* Tries each mechanism's, as this kernel may not have all of them. */
static int shams_try(struct bench *bench, struct error *err)
{
	size_t count = bench->study->mechanisms.count;
	int done = 0;

	bench->shams.usable = calloc(count + 1, sizeof(bool));
	if (!bench->shams.usable)
		return no_memory(err);
	for (size_t i = 0; i < count && !done; i++)
		done = sham_try(bench, i, err);
	return done;
}

int hooks_rehearse(struct bench *bench, struct error *err)
{
	int done = candidate_find(bench, "function", sham_functions, ARRAY_SIZE(sham_functions),
				  &bench->shams.function, err);

	if (!done)
		done = candidate_find(bench, hook_kind_name(HOOK_TRACEPOINT), sham_tracepoints,
				      ARRAY_SIZE(sham_tracepoints), &bench->shams.tracepoint, err);
	return done < 0 ? done : shams_try(bench, err);
}
