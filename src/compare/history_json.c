// SPDX-License-Identifier: GPL-2.0-or-later
/* A history as JSON, "bpftax-history/1".  Absent is absent. */
#include <errno.h>
#include <math.h>
#include "compare/cost_metric.h"
#include "compare/history_print.h"
#include "formats/formats.h"
#include "formats/json_fields.h"
#include "compare/history_changes.h"

static json_t *run_to_json(const struct history_run *run)
{
	json_t *object = json_object();

	json_put_run_name(object, run->id, run->label, run->started_s);
	json_put_text(object, "kernel", run->release);
	json_put_text(object, "cell", run->kernel);
	return object;
}

static json_t *shift_to_json(const struct history_change *change)
{
	json_t *object = json_object();

	json_put_interval(object, &change->shift.interval);
	json_put_number(object, "level", change->shift.level);
	json_put_text(object, "method", change->shift.method);
	json_put_number(object, "p", change->point.p);
	return object;
}

/* "change" stands at the first run of a new level. */
static json_t *point_to_json(const struct history *history, const struct history_series *series,
			     size_t point)
{
	const struct history_change *change = history_change_at(series, point);
	json_t *object = run_to_json(&history->runs[series->points[point].run]);

	json_put_interval(object, &series->points[point].cost);
	if (change)
		json_object_set_new(object, "change", shift_to_json(change));
	return object;
}

static json_t *left_out_to_json(const struct history *history, const struct history_series *series)
{
	json_t *array = json_array();

	for (size_t i = 0; i < series->left_out_count; i++) {
		json_t *object = json_object();

		json_put_text(object, "id", history->runs[series->left_out[i].run].id);
		json_put_text(object, "because", series->left_out[i].reason);
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *series_to_json(const struct history *history, const struct history_series *series)
{
	json_t *object = json_object(), *runs = json_array();

	json_put_text(object, "cell", series->kernel);
	json_put_text(object, "configuration", series->configuration);
	json_put_text(object, "workload", series->workload);
	json_put_text(object, "metric", metric_infos[series->metric].name);
	json_put_text(object, "unit", metric_unit_word(series->metric));
	for (size_t i = 0; i < series->point_count; i++)
		json_array_append_new(runs, point_to_json(history, series, i));
	json_object_set_new(object, "runs", runs);
	json_object_set_new(object, "left_out", left_out_to_json(history, series));
	return object;
}

int history_print_json(const struct history *history, FILE *out,
		       const struct report_options *options)
{
	json_t *root = json_object(), *array = json_array();

	(void)options;
	if (!root || !array) {
		json_decref(root);
		json_decref(array);
		return -ENOMEM;
	}
	json_put_text(root, "schema", "bpftax-history/1");
	json_object_set_new(root, "runs_looked_at",
			    json_integer((json_int_t)history_run_total(history)));
	for (size_t i = 0; i < history->series_count; i++)
		json_array_append_new(array, series_to_json(history, &history->series[i]));
	json_object_set_new(root, "series", array);
	return json_document_put(root, out);
}
