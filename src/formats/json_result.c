// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/json_result.h"

#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "formats/json_fields.h"
#include "formats/json_response.h"
#include "words/escape.h"
#include "words/micro_scale.h"
#include "estimate/lower_bound.h"
#include "estimate/per_hit.h"
#include "words/verdict.h"
#include "words/withheld.h"

static json_t *metrics_to_json(const struct report_result *result)
{
	json_t *object = json_object();

	for (int m = 0; m < METRIC_COUNT; m++) {
		const struct report_metric *metric = &result->metrics[m];
		json_t *entry;

		if (!report_metric_present(metric))
			continue;
		entry = json_object();
		json_put_interval(entry, &metric->interval);
		json_put_number(entry, "mean", metric->mean);
		json_put_number(entry, "sd", metric->sd);
		json_object_set_new(entry, "n", json_integer((json_int_t)metric->n));
		json_put_text(entry, "method", metric->method);
		json_object_set_new(object, metric_infos[m].name, entry);
	}
	return object;
}

static json_t *effects_to_json(const struct report_result *result)
{
	json_t *object = json_object();

	for (int m = 0; m < METRIC_COUNT; m++) {
		const struct effect *effect = &result->effects[m];
		json_t *entry, *percent, *absolute;

		if (!report_effect_present(effect))
			continue;
		entry = json_object();
		percent = json_object();
		json_put_interval(percent, &effect->percent);
		json_object_set_new(entry, "percent", percent);
		if (isfinite(effect->absolute.estimate)) {
			absolute = json_object();
			json_put_interval(absolute, &effect->absolute);
			json_object_set_new(entry, "absolute", absolute);
		}
		json_object_set_new(entry, "n", json_integer((json_int_t)effect->n));
		json_put_number(entry, "p", effect->p);
		json_put_number(entry, "p_adjusted", effect->p_adjusted);
		json_put_number(entry, "mde80", effect->mde80_percent);
		json_put_number(entry, "equivalence_p", effect->equivalence_p);
		json_put_text(entry, "method", effect->method);
		if (m == METRIC_RATE_PPS)
			json_put_prediction(entry, &result->prediction);
		if (m == METRIC_OPERATION_NS)
			json_put_sum(entry, &result->sum);
		json_object_set_new(object, metric_infos[m].name, entry);
	}
	return object;
}

/* {"rate_pps": "withheld: ..."}: effects that there would be but for what is said. */
static void put_withheld(json_t *object, const struct report_result *result)
{
	json_t *withheld = json_object();

	for (int m = 0; m < METRIC_COUNT; m++) {
		CLEANUP_FREE char *why = withheld_words(result, m);

		if (result->withheld[m])
			json_put_text(withheld, metric_infos[m].name, why);
	}
	if (json_object_size(withheld))
		json_object_set(object, "withheld", withheld);
	json_decref(withheld);
}

/* The cost of an operation, spread over the hits that it had. */
static void put_per_hit(json_t *object, const struct report_result *result)
{
	bool counted = strcmp(metric_unit_word(report_primary_metric(result)), "ns") != 0;
	struct interval cost;
	json_t *per_hit;

	if (!report_per_hit(result, &cost))
		return;
	per_hit = json_object();
	json_put_interval(per_hit, &cost);
	json_object_set_new(object, counted ? "cost_per_hit_instructions" : "cost_per_hit_ns",
			    per_hit);
}

static void put_verdict(json_t *object, const struct report *report,
			const struct report_result *result)
{
	CLEANUP_FREE char *sentence = verdict_sentence(report, result);
	const struct report_verdict *verdict = &result->verdict;
	json_t *kinds;

	if (!sentence || !*sentence)
		return;
	json_put_text(object, "verdict", sentence);
	kinds = json_object();
	json_put_text(kinds, "cost", verdict_kind_name(verdict->cost));
	json_put_text(kinds, "throughput", verdict_kind_name(verdict->rate));
	json_object_set_new(kinds, "implausible", json_boolean(verdict_implausible(verdict)));
	json_object_set_new(object, "conclusion", kinds);
}

static void put_where(json_t *object, const struct report_where *where)
{
	json_t *told;

	if (!hit_place_name(where->place))
		return;
	told = json_object();
	json_put_text(told, "place", hit_place_name(where->place));
	json_put_number(told, "hits_inside", where->hits_inside);
	json_put_text(told, "context", where->context);
	json_put_count(told, "cpu", where->cpu);
	json_put_text(told, "process", where->process);
	json_object_set_new(object, "where", told);
}

static void put_range(json_t *object, const struct report_micro *micro)
{
	json_t *range = json_object();

	json_put_number(range, "least", micro->least);
	json_put_number(range, "most", micro->most);
	json_object_set_new(object, "reloads", range);
}

static void put_latency(json_t *object, const struct report_result *result)
{
	static const enum metric metrics[] = { METRIC_LOAD_NS, METRIC_ATTACH_NS, METRIC_DETACH_NS };
	json_t *latency = json_object();

	for (size_t i = 0; i < ARRAY_SIZE(metrics); i++)
		if (report_metric_present(&result->metrics[metrics[i]]))
			json_put_number(latency, metric_infos[metrics[i]].name,
					result->metrics[metrics[i]].interval.estimate);
	if (json_object_size(latency))
		json_object_set(object, "latency", latency);
	json_decref(latency);
}

static void put_scale(json_t *object, const struct report *report,
		      const struct report_result *result)
{
	json_object_set_new(object, "threads", json_integer(result->micro.variant.threads));
	json_object_set_new(object, "programs_on_hook",
			    json_integer(result->micro.variant.programs));
	json_object_set_new(object, "functions", json_integer(result->micro.functions));
	json_put_number(object, "growth", micro_scale_growth(report, result));
}

/* One by one; what was taken together has a range. */
static json_t *path_to_json(const struct event_path *path)
{
	json_t *object = json_object();
	bool is_one = path->least == path->most;

	json_put_count(object, "events", path->events);
	json_put_count(object, is_one ? "instructions" : "least", path->least);
	if (!is_one)
		json_put_count(object, "most", path->most);
	return object;
}

static void put_paths(json_t *object, const struct event_paths *paths)
{
	json_t *list = json_array();

	for (size_t i = 0; i < paths->count; i++)
		json_array_append_new(list, path_to_json(&paths->paths[i]));
	if (paths->count)
		json_object_set(object, "paths", list);
	json_put_text(object, "paths_lacking", paths->lacking);
	json_decref(list);
}

/* Single events are told as paths. */
static json_t *proof_to_json(const json_t *proof)
{
	json_t *copy = json_copy((json_t *)proof);

	json_object_del(copy, "singles");
	return copy;
}

static void put_micro(json_t *object, const struct report *report,
		      const struct report_result *result)
{
	const struct report_micro *micro = &result->micro;
	const struct report_metric *kernel = &result->metrics[METRIC_KERNEL_REPORTED_NS];
	json_t *line = json_object();

	json_put_text(object, "trigger", micro->trigger);
	json_put_text(object, "trigger_instead", micro->instead);
	json_put_number(line, "slope", micro->slope.estimate);
	json_put_number(line, "low", micro->slope.low);
	json_put_number(line, "high", micro->slope.high);
	json_object_set_new(line, "holds", json_boolean(micro->holds));
	if (isfinite(micro->slope.estimate))
		json_object_set(object, "linearity", line);
	json_decref(line);
	if (report_metric_present(kernel))
		json_put_number(object, "kernel_reported_ns", kernel->interval.estimate);
	put_range(object, micro);
	put_latency(object, result);
	json_put_returned(object, "injected", &micro->injected, micro->injected_n);
	put_scale(object, report, result);
	put_paths(object, &micro->paths);
	json_put_count(object, "chunks", micro->chunks);
	json_put_count(object, "chunks_agreeing", micro->agreeing);
	json_put_count(object, "chunks_disturbed", micro->disturbed);
}

json_t *result_to_json(const struct report *report, const struct report_result *result)
{
	json_t *object = json_object();

	json_put_text(object, "configuration", result->configuration);
	json_put_text(object, "workload", result->workload);
	if (result->cell)
		json_object_set_new(object, "machine", json_integer(result->cell->number + 1));
	json_put_text(object, "receiver", result->receiver);
	if (result->cell)
		json_object_set_new(object, "boot", json_integer(result->cell->boot));
	json_put_text(object, "status", result->status);
	json_put_text(object, "reason", result->reason);
	json_object_set_new(object, "samples", json_integer((json_int_t)result->samples));
	json_put_count(object, "hits", result->hits);
	json_put_count(object, "misses", result->misses);
	json_put_number(object, "hits_per_operation", result->hits_per_operation);
	json_put_text(object, "hits_source", result->hits_source);
	json_put_text(object, "hook", result->hook);
	put_where(object, &result->where);
	if (lower_bound_program(result))
		json_put_text(object, "lower_bound", lower_bound_program(result)->leaves_out);
	if (result->look)
		json_object_set(object, "look", (json_t *)result->look);
	if (json_is_object(result->proof))
		json_object_set_new(object, "proof", proof_to_json(result->proof));
	if (result->micro.present)
		put_micro(object, report, result);
	json_object_set_new(object, "metrics", metrics_to_json(result));
	json_object_set_new(object, "effects", effects_to_json(result));
	put_withheld(object, result);
	put_per_hit(object, result);
	put_verdict(object, report, result);
	return object;
}
