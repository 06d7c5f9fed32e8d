// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/json_cells.h"

#include <string.h>
#include "formats/json_fields.h"
#include "formats/json_response.h"
#include "words/cell_words.h"

static json_t *cell_to_json(const struct run_report *run, size_t cell)
{
	const struct cell_record *record = run_report_cell(run, cell);
	const struct cell_group *group = &run->groups[run->group_of[cell]];
	bool done = strcmp(record->state, "done") == 0;
	json_t *object = json_object();

	json_object_set_new(object, "id", json_integer(record->number));
	json_put_text(object, "target", record->target);
	json_put_text(object, "kernel", record->kernel);
	json_put_text(object, "release", group->release);
	json_put_text(object, "arch", record->architecture);
	json_object_set_new(object, "boot", json_integer(record->boot));
	json_put_text(object, "timing", record->timing);
	json_put_text(object, "state", done ? NULL : record->state);
	json_put_text(object, "reason", record->reason ? record->reason : cell_missing(run, cell));
	if (run_report_has_cells(run))
		json_put_delays_returned(object, run->reports[cell]);
	return object;
}

json_t *cells_to_json(const struct run_report *run)
{
	json_t *array = json_array();

	for (size_t i = 0; i < run->data->cell_count; i++)
		json_array_append_new(array, cell_to_json(run, i));
	return array;
}

void json_put_cell(json_t *object, const struct run_report *run, size_t cell)
{
	const struct cell_record *record = run_report_cell(run, cell);

	if (record)
		json_object_set_new(object, "cell", json_integer(record->number));
}

void json_put_cell_of_several(json_t *object, const struct run_report *run, size_t cell)
{
	if (run_report_has_cells(run))
		json_put_cell(object, run, cell);
}
