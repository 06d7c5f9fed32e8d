// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/run_sentences.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "estimate/across.h"
#include "words/cell_words.h"
#include "words/in_place_words.h"
#include "words/kernel_causes.h"
#include "words/phrases.h"
#include "words/network_words.h"
#include "words/reader_words.h"
#include "words/workload_sentences.h"

static void add_run(struct text_buffer *text, const struct run_record *run)
{
	char started[ISO_TIME_LENGTH], duration[32];

	format_iso_time(run->started_s, started);
	format_duration(run->duration_s, duration);
	text_buffer_add(text, "bpftax run %.8s%s%s%s, %s, %s: study %s", run->id,
			run->label ? " \"" : "", run->label ? run->label : "",
			run->label ? "\"" : "", started, duration, run->study_name);
}

char *run_heading(const struct run_record *run)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	add_run(&text, run);
	text_buffer_add(&text, ", %s protocol, seed %llu", run->protocol,
			(unsigned long long)run->seed);
	return text_buffer_take(&text);
}

char *run_short_heading(const struct run_record *run)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	add_run(&text, run);
	return text_buffer_take(&text);
}

const char *run_warning(const struct run_report *run)
{
	for (size_t c = 0; c < run->count; c++)
		if (report_warning(run->reports[c]))
			return report_warning(run->reports[c]);
	return NULL;
}

/* What was cut off is among what was dropped. */
static int say_resumed(struct sentences *to, const struct run_record *run)
{
	if (!run->interruptions)
		return 0;
	return say(
	    to,
	    "The run was interrupted %u time%s and went on: blocks that were cut off are left "
	    "out, and were measured again in another boot.",
	    run->interruptions, run->interruptions == 1 ? "" : "s");
}

static int say_interrupted(struct sentences *to, const struct run_record *run)
{
	if (run->interrupted)
		return say(to, "The run was interrupted: what is here is what had been measured "
			       "by then.");
	if (isnan(run->duration_s))
		return say(to, "The run has not ended, or was killed: what is here is what had "
			       "been measured by then.");
	return 0;
}

static int say_failed_cell(struct sentences *to, const struct run_report *run, size_t cell)
{
	CLEANUP_FREE char *name = cell_name(run, cell);

	return name ? say(to, "%s failed: %s.", name, cell_missing(run, cell)) : -ENOMEM;
}

/* A run that was cut off need not have reached all of its cells. */
static int say_unreached_cell(struct sentences *to, const struct run_report *run, size_t cell)
{
	CLEANUP_FREE char *name = cell_name(run, cell);

	return name ? say(to, "%s: %s.", name, cell_missing(run, cell)) : -ENOMEM;
}

static int say_failed_cells(struct sentences *to, const struct run_report *run)
{
	int code = 0;

	for (size_t i = 0; i < run->data->cell_count && code == 0; i++)
		if (run_report_cell_failed(run, i))
			code = say_failed_cell(to, run, i);
		else if (run_report_cell_unreached(run, i))
			code = say_unreached_cell(to, run, i);
	return code;
}

/* What was not measured in a cell, whose sentences the reader finds with the cell too. */
static int unmeasured_of(const struct report *report, struct sentences *ret_sentences)
{
	int code = 0;

	ret_sentences->report = report;
	for (size_t w = 0; w < report->workload_count && code == 0; w++)
		code = say_unmeasured(ret_sentences, &report->workloads[w]);
	return code;
}

static bool is_among(const struct sentences *sentences, const char *text)
{
	for (size_t i = 0; i < sentences->count; i++)
		if (strcmp(sentences->texts[i], text) == 0)
			return true;
	return false;
}

/* How many boots say it; *ret_first: the first that does. */
static int count_boots(const struct run_report *run, size_t group, const char *text,
		       size_t *ret_count, size_t *ret_first)
{
	size_t count = 0;
	int code = 0;

	for (size_t i = cell_group_next(run, group, SIZE_MAX); i != SIZE_MAX && code == 0;
	     i = cell_group_next(run, group, i)) {
		CLEANUP(sentences_release) struct sentences own = { 0 };

		code = unmeasured_of(run->reports[i], &own);
		if (is_among(&own, text) && count++ == 0)
			*ret_first = i;
	}
	*ret_count = count;
	return code;
}

/* Of the kernel where each of its boots says it, else of the boot. */
static int say_unmeasured_text(struct sentences *to, const struct run_report *run, size_t cell,
			       const char *text)
{
	size_t group = run->group_of[cell], count = 0, first = cell;
	int code = count_boots(run, group, text, &count, &first);
	bool everywhere = count == run->groups[group].boots;
	CLEANUP_FREE char *name = everywhere ? cell_group_name(run, group) : cell_name(run, cell);

	if (code < 0 || !name)
		return -ENOMEM;
	return everywhere && first != cell ? 0 : say(to, "%s: %s", name, text);
}

static int say_unmeasured_cells(struct sentences *to, const struct run_report *run)
{
	int code = 0;

	for (size_t i = 0; i < run->count && code == 0; i++) {
		CLEANUP(sentences_release) struct sentences own = { 0 };

		code = unmeasured_of(run->reports[i], &own);
		for (size_t s = 0; s < own.count && code == 0; s++)
			code = say_unmeasured_text(to, run, i, own.texts[s]);
	}
	return code;
}

static void add_boot(struct text_buffer *list, const struct run_report *run, size_t cell,
		     const struct report_result *result, enum metric metric)
{
	const struct effect *effect = result ? &result->effects[metric] : NULL;

	if (effect && report_effect_present(effect))
		text_buffer_add(list, "%s%.10g in boot %u", list->length ? ", " : "",
				effect->absolute.estimate, run->data->cells[cell].boot);
}

/* Instructions are counted, so that boots that differ did not do the same. */
static int say_difference(struct sentences *to, const struct run_report *run, size_t group,
			  const struct across_key *key)
{
	CLEANUP(text_buffer_release) struct text_buffer list = { 0 };
	CLEANUP_FREE char *name = cell_group_name(run, group);

	for (size_t i = cell_group_next(run, group, SIZE_MAX); i != SIZE_MAX;
	     i = cell_group_next(run, group, i))
		add_boot(&list, run, i,
			 report_result_find(run->reports[i], key->configuration, key->workload),
			 key->metric);
	if (!name || text_buffer_error(&list) < 0)
		return -ENOMEM;
	return say(to, "%s: %s, %s: its boots differ, where instructions are counted: %s.", name,
		   key->workload, key->configuration, text_buffer_get(&list));
}

/* Whether no boot before this one has the result's configuration. */
static bool is_first_boot_of(const struct run_report *run, size_t cell,
			     const struct report_result *result)
{
	size_t group = run->group_of[cell];

	for (size_t i = cell_group_next(run, group, SIZE_MAX); i != cell;
	     i = cell_group_next(run, group, i))
		if (report_result_find(run->reports[i], result->configuration, result->workload))
			return false;
	return true;
}

static int say_differences_from(struct sentences *to, const struct run_report *run, size_t cell)
{
	const struct report *boot = run->reports[cell];
	size_t group = run->group_of[cell];
	int code = 0;

	for (size_t r = 0; r < boot->result_count && code == 0; r++) {
		const struct report_result *result = &boot->results[r];
		struct across_key key = { result->workload, result->configuration,
					  across_metric(run, group, result->workload),
					  ACROSS_AMOUNT };
		struct across across = across_boots(run, group, &key);

		if (result->role == ROLE_TREATMENT && metric_is_exact(key.metric) &&
		    across_differs(&across) && is_first_boot_of(run, cell, result))
			code = say_difference(to, run, group, &key);
	}
	return code;
}

/* Each configuration once, also one that the first boots do not have. */
static int say_differences_of(struct sentences *to, const struct run_report *run, size_t group)
{
	int code = 0;

	for (size_t i = cell_group_next(run, group, SIZE_MAX); i != SIZE_MAX && code == 0;
	     i = cell_group_next(run, group, i))
		code = say_differences_from(to, run, i);
	return code;
}

static int say_boots_that_differ(struct sentences *to, const struct run_report *run)
{
	int code = 0;

	for (size_t g = 0; g < run->group_count && code == 0; g++)
		if (strcmp(run->groups[g].timing, "counted") == 0)
			code = say_differences_of(to, run, g);
	return code;
}

int say_run_incomplete(struct sentences *to, const struct run_report *run)
{
	int code = say_interrupted(to, &run->data->run);

	if (code == 0)
		code = say_resumed(to, &run->data->run);

	return code < 0 ? code : say_failed_cells(to, run);
}

int say_run_first(struct sentences *to, const struct run_report *run)
{
	int code = say_run_incomplete(to, run);

	if (code == 0)
		code = say_in_place(to, run);
	if (code == 0)
		code = say_unread(to, run);
	if (code == 0)
		code = say_generic(to, run);
	if (code < 0 || !run_report_has_cells(run))
		return code;
	code = say_unmeasured_cells(to, run);
	if (code == 0)
		code = say_kernel_causes(to, run);
	return code < 0 ? code : say_boots_that_differ(to, run);
}

int say_run_last(struct sentences *to, const struct run_report *run)
{
	const struct run_data *data = run->data;
	int code = 0;

	if (isfinite(run->windows_share))
		code = say(to, "%.0f %% of the run's wall time was spent inside windows.",
			   100 * run->windows_share);
	for (size_t i = 0; i < data->note_count && code == 0; i++)
		code = say(to, "%s", data->notes[i]);
	return code;
}

/* With the cell's name in front, as the reader does not see it from the place. */
static int say_named_cell(struct sentences *to, const struct run_report *run, size_t cell)
{
	CLEANUP(sentences_release) struct sentences own = { 0 };
	CLEANUP_FREE char *name = cell_name(run, cell);
	int code = name ? sentences_build(run->reports[cell], &own) : -ENOMEM;

	for (size_t i = 0; i < own.count && code == 0; i++)
		code = say(to, "%s: %s", name, own.texts[i]);
	return code;
}

int run_sentences_build(const struct run_report *run, struct sentences *ret_sentences)
{
	int code;

	*ret_sentences = (struct sentences){ 0 };
	code = say_run_first(ret_sentences, run);
	for (size_t i = 0; i < run->count && code == 0; i++)
		code = run_report_has_cells(run) ? say_named_cell(ret_sentences, run, i)
						 : say_cell(ret_sentences, run->reports[i]);
	return code < 0 ? code : say_run_last(ret_sentences, run);
}
