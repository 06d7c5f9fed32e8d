// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/anatomy_pack.h"
#include "anatomy/anatomy_fields.h"
#include "common/cleanup.h"

static json_t *text_pack(const char *text)
{
	return text ? json_string(text) : json_null();
}

static json_t *counts_pack(const struct counts *counts)
{
	json_t *list = json_array();

	for (int i = 0; i < COUNTS; i++)
		json_array_append_new(list, json_integer((json_int_t)counts->of[i]));
	return list;
}

static json_t *row_pack(const struct anatomy_row *row)
{
	return json_pack("[o, o, s, i, o]", text_pack(row->function), text_pack(row->module),
			 layer_names[row->layer], row->depth, counts_pack(&row->counts));
}

static json_t *frame_pack(const struct frame *frame)
{
	return json_pack("[o, o, s, I, o, I, i]", text_pack(frame->function),
			 text_pack(frame->module), layer_names[frame->layer],
			 (json_int_t)frame->depth, counts_pack(&frame->counts),
			 frame->parent == FRAME_NONE ? (json_int_t)-1 : (json_int_t)frame->parent,
			 (int)frame->how);
}

static json_t *subject_pack(const struct anatomy_subject *subject)
{
	json_t *object = json_object();

	for (size_t i = 0; i < anatomy_text_count; i++) {
		const char *text = *anatomy_text_at((struct anatomy_subject *)subject, i);

		if (text)
			json_object_set_new(object, anatomy_text_names[i], json_string(text));
	}
	return object;
}

static json_t *trust_pack(const struct anatomy_trust *trust)
{
	return json_pack(
	    "{s:I s:I s:I s:I s:I s:b s:I s:b s:b}", "windows", (json_int_t)trust->windows,
	    "agreeing", (json_int_t)trust->agreeing, "bare", (json_int_t)trust->bare,
	    "bare_agreeing", (json_int_t)trust->bare_agreeing, "disturbed",
	    (json_int_t)trust->disturbed, "timed", trust->timed, "clock", (json_int_t)trust->clock,
	    "path", trust->path, "path_agrees", trust->path_agrees);
}

json_t *anatomy_pack(const struct anatomy *anatomy)
{
	json_t *rows = json_array(), *frames = json_array();

	for (size_t i = 0; i < anatomy->row_count; i++)
		json_array_append_new(rows, row_pack(&anatomy->rows[i]));
	for (size_t i = 0; i < anatomy->frame_count; i++)
		json_array_append_new(frames, frame_pack(&anatomy->frames[i]));
	return json_pack("{s:o s:I s:I s:o s:o s:o}", "subject", subject_pack(&anatomy->subject),
			 "events", (json_int_t)anatomy->events, "frame_events",
			 (json_int_t)anatomy->frame_events, "trust", trust_pack(&anatomy->trust),
			 "rows", rows, "frames", frames);
}
