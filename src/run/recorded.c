// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/recorded.h"
#include "common/cleanup.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define SYMBOLS_PATIENCE_S 30

static int recording_take(struct bench *bench, struct recording *ret_recording, struct error *err)
{
	CLEANUP_FREE char *bytes = NULL;
	size_t size;
	int r = target_recording_take(bench->target, &bytes, &size, err);

	return r < 0 ? r : recording_read(bytes, size, ret_recording, err);
}

/* Each window has to have been made by the agent, and each that it made has to be there. */
static int roles_take(const json_t *told, size_t windows, struct window_roles *ret_roles,
		      struct error *err)
{
	size_t count = json_array_size(told);

	if (count != windows)
		return error_set(err, ERROR_RESULT, EBADMSG,
				 "the recording of the guest has %zu windows, where the agent made "
				 "%zu",
				 windows, count);
	return window_roles_from_json(told, ret_roles, err);
}

/* --- whose code it was */

static int by_address(const void *a, const void *b)
{
	uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;

	return (one > other) - (one < other);
}

/* Ascending, as hexadecimal texts; a new reference, or NULL. */
static json_t *addresses_list(const struct recording *recording)
{
	CLEANUP_FREE uint64_t *addresses =
	    calloc(recording->instruction_count + 1, sizeof(*addresses));
	json_t *list = json_array();
	char text[17];

	if (!addresses || !list)
		return list;
	for (size_t i = 0; i < recording->instruction_count; i++)
		addresses[i] = recording->instructions[i].address;
	qsort(addresses, recording->instruction_count, sizeof(*addresses), by_address);
	for (size_t i = 0; i < recording->instruction_count; i++) {
		snprintf(text, sizeof(text), "%" PRIx64, addresses[i]);
		json_array_append_new(list, json_string(text));
	}
	return list;
}

static int symbols_take(struct bench *bench, const json_t *code, const struct recording *recording,
			struct code_symbols *ret_symbols, struct error *err)
{
	json_t *reply = NULL, *found;
	int r = bench_call(
	    bench, request_pack(REQUEST_symbols, "{s:o}", "addresses", addresses_list(recording)),
	    SYMBOLS_PATIENCE_S, &reply, err);

	if (r < 0)
		return r;
	found = json_object_get(reply, "symbols");
	json_array_extend(found, (json_t *)code);
	r = code_symbols_from_json(found, ret_symbols, err);
	json_decref(reply);
	return r;
}

int recorded_drop(struct bench *bench, struct error *err)
{
	CLEANUP_FREE char *bytes = NULL;
	size_t size;

	int r = target_recording_take(bench->target, &bytes, &size, err);

	return r == -EFBIG ? 0 : r; /* thrown away all the same */
}

int recorded_take(struct bench *bench, const json_t *reply, struct recorded *ret_recorded,
		  struct error *err)
{
	struct recorded recorded = { 0 };
	int r = recording_take(bench, &recorded.recording, err);

	if (!r)
		r = roles_take(json_object_get(reply, "recorded"), recorded.recording.window_count,
			       &recorded.roles, err);
	if (!r)
		r = symbols_take(bench, json_object_get(reply, "code"), &recorded.recording,
				 &recorded.symbols, err);
	if (r < 0)
		recorded_clear(&recorded);
	else
		*ret_recorded = recorded;
	return r;
}

void recorded_clear(struct recorded *recorded)
{
	recording_clear(&recorded->recording);
	code_symbols_clear(&recorded->symbols);
	window_roles_clear(&recorded->roles);
}
