// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/anatomy_fields.h"
#include "anatomy/anatomy_pack.h"
#include "common/cleanup.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Of one number; what they are together anatomy_is_small() says. */
#define NUMBER_MOST (INT64_C(1) << 40)

/* NULL in the JSON is NULL.  Not a text: -EBADMSG. */
static int text_take(struct anatomy *anatomy, const json_t *json, const char **ret_text)
{
	const char *text = json_string_value(json);

	if (json_is_null(json))
		return 0;
	if (!text)
		return -EBADMSG;
	*ret_text = text_pool_keep(&anatomy->texts, text, strlen(text));
	return *ret_text ? 0 : -ENOMEM;
}

static int number_take(const json_t *json, int64_t least, int64_t most, int64_t *ret_number)
{
	if (!json_is_integer(json) || json_integer_value(json) < least ||
	    json_integer_value(json) > most)
		return -EBADMSG;
	*ret_number = json_integer_value(json);
	return 0;
}

static int counts_take(const json_t *json, struct counts *ret_counts)
{
	int code = json_array_size(json) == COUNTS ? 0 : -EBADMSG;

	for (int i = 0; i < COUNTS && !code; i++)
		code = number_take(json_array_get(json, (size_t)i), -NUMBER_MOST, NUMBER_MOST,
				   &ret_counts->of[i]);
	return code;
}

static int layer_take(const json_t *json, enum layer *ret_layer)
{
	const char *name = json_string_value(json);

	*ret_layer = name ? layer_find(name) : LAYERS;
	return *ret_layer < LAYERS ? 0 : -EBADMSG;
}

/* What rows and frames begin with. */
struct beginning {
	const char *function, *module;
	enum layer layer;
	int64_t depth;
	struct counts counts;
};

static int beginning_take(struct anatomy *anatomy, const json_t *json, size_t length,
			  struct beginning *ret_beginning)
{
	struct beginning beginning = { 0 };
	int code = json_array_size(json) == length ? 0 : -EBADMSG;

	if (!code)
		code = text_take(anatomy, json_array_get(json, 0), &beginning.function);
	if (!code)
		code = text_take(anatomy, json_array_get(json, 1), &beginning.module);
	if (!code)
		code = layer_take(json_array_get(json, 2), &beginning.layer);
	if (!code)
		code =
		    number_take(json_array_get(json, 3), -1, ANATOMY_LIST_MOST, &beginning.depth);
	if (!code)
		code = counts_take(json_array_get(json, 4), &beginning.counts);
	*ret_beginning = beginning;
	return code;
}

static int row_take(struct anatomy *anatomy, const json_t *json)
{
	struct beginning beginning;
	int code = beginning_take(anatomy, json, 5, &beginning);

	if (code)
		return code;
	anatomy->rows[anatomy->row_count++] = (struct anatomy_row){
		beginning.function,   beginning.module, beginning.layer,
		(int)beginning.depth, beginning.counts,
	};
	counts_add(&anatomy->total, &beginning.counts);
	return 0;
}

/* A frame is below one before it. */
static int frame_take(struct anatomy *anatomy, const json_t *json)
{
	struct beginning beginning;
	int64_t parent, how;
	int code = beginning_take(anatomy, json, 7, &beginning);

	if (!code)
		code = number_take(json_array_get(json, 5), -1, (int64_t)anatomy->frame_count - 1,
				   &parent);
	if (!code)
		code = number_take(json_array_get(json, 6), 0, STEP_EXCEPTION_RETURN, &how);
	if (code || beginning.depth < 0)
		return code ? code : -EBADMSG;
	anatomy->frames[anatomy->frame_count++] = (struct frame){
		.function = beginning.function,
		.module = beginning.module,
		.layer = beginning.layer,
		.depth = (unsigned int)beginning.depth,
		.counts = beginning.counts,
		.parent = parent < 0 ? FRAME_NONE : (size_t)parent,
		.how = (enum step_how)how,
	};
	return 0;
}

static int lists_take(struct anatomy *anatomy, const json_t *rows, const json_t *frames)
{
	size_t row_count = json_array_size(rows), frame_count = json_array_size(frames);
	int code = 0;

	if (!json_is_array(rows) || !json_is_array(frames) || row_count > ANATOMY_LIST_MOST ||
	    frame_count > ANATOMY_LIST_MOST)
		return -EBADMSG;
	anatomy->rows = calloc(row_count + 1, sizeof(*anatomy->rows));
	anatomy->frames = calloc(frame_count + 1, sizeof(*anatomy->frames));
	if (!anatomy->rows || !anatomy->frames)
		return -ENOMEM;
	for (size_t i = 0; i < row_count && !code; i++)
		code = row_take(anatomy, json_array_get(rows, i));
	for (size_t i = 0; i < frame_count && !code; i++)
		code = frame_take(anatomy, json_array_get(frames, i));
	return code;
}

static int subject_take(struct anatomy *anatomy, const json_t *json)
{
	struct anatomy_subject subject = { 0 };

	for (size_t i = 0; i < anatomy_text_count; i++)
		*anatomy_text_at(&subject, i) =
		    json_string_value(json_object_get(json, anatomy_text_names[i]));
	return json_is_object(json) ? anatomy_subject_keep(anatomy, &subject) : -EBADMSG;
}

static int trust_take(const json_t *json, struct anatomy_trust *trust)
{
	json_int_t windows, agreeing, bare, bare_agreeing, disturbed, clock;
	int timed, path, path_agrees;

	if (json_unpack((json_t *)json, "{s:I s:I s:I s:I s:I s:b s:I s:b s:b}", "windows",
			&windows, "agreeing", &agreeing, "bare", &bare, "bare_agreeing",
			&bare_agreeing, "disturbed", &disturbed, "timed", &timed, "clock", &clock,
			"path", &path, "path_agrees", &path_agrees) < 0 ||
	    windows < 0 || agreeing < 0 || bare < 0 || bare_agreeing < 0 || disturbed < 0)
		return -EBADMSG;
	*trust = (struct anatomy_trust){
		(size_t)windows,   (size_t)agreeing, (size_t)bare, (size_t)bare_agreeing,
		(size_t)disturbed, timed != 0,	     clock,	   path != 0,
		path_agrees != 0
	};
	return 0;
}

static int take(struct anatomy *anatomy, const json_t *packed)
{
	int64_t events, frame_events;
	int code = number_take(json_object_get(packed, "events"), 1, ANATOMY_EVENTS_MOST, &events);

	if (!code)
		code = number_take(json_object_get(packed, "frame_events"), 0, ANATOMY_EVENTS_MOST,
				   &frame_events);
	if (code)
		return code;
	anatomy->events = (uint64_t)events;
	anatomy->frame_events = (uint64_t)frame_events;
	code = subject_take(anatomy, json_object_get(packed, "subject"));
	if (!code)
		code = trust_take(json_object_get(packed, "trust"), &anatomy->trust);
	if (!code)
		code = lists_take(anatomy, json_object_get(packed, "rows"),
				  json_object_get(packed, "frames"));
	if (!code &&
	    (!anatomy_is_small(anatomy) || (anatomy->frame_count && !anatomy->frame_events)))
		code = -EBADMSG;
	return code;
}

int anatomy_unpack(const json_t *packed, struct anatomy **ret_anatomy, struct error *err)
{
	struct anatomy *anatomy = calloc(1, sizeof(*anatomy));
	int code = anatomy ? take(anatomy, packed) : -ENOMEM;

	if (!code) {
		*ret_anatomy = anatomy;
		return 0;
	}
	anatomy_free(anatomy);
	return error_set(err, ERROR_ENVIRONMENT, -code, "%s",
			 code == -ENOMEM ? "out of memory" : "that is no anatomy");
}
