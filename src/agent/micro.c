// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/micro.h"
#include "agent/cpu.h"
#include "agent/off_watch.h"
#include "common/cleanup.h"
#include "environment/statistics_holders.h"

#include <errno.h>
#include <math.h>
#include <sched.h>
#include <stdlib.h>

#define EVENTS_LEAST 200
#define CHUNK_MOST_NS 2000000 /* timer interrupts are 4 ms apart */
#define EVENTS_MOST 16000
#define EVENTS_GRAIN 50 /* a multiple of TRIGGER_STEP: small differences choose the same */
#define CHUNKS_MOST 1000
#define CALIBRATION_PASSES 5
#define PROOF_TRIES 10

static uint64_t number_of(const json_t *request, const char *key)
{
	return (uint64_t)json_integer_value(json_object_get(request, key));
}

static bool list_make(struct micro_list *list, size_t count)
{
	list->passes = calloc(PASS_TRIES_EXACT * count + 1, sizeof(*list->passes));
	list->wanted = count;
	return list->passes;
}

static bool lists_make(struct micro *micro, size_t chunks)
{
	size_t points = json_array_size(micro->factors);
	bool made = list_make(&micro->before, chunks) && list_make(&micro->after, chunks);

	for (size_t i = 0; i < MICRO_WINDOWS_MAX; i++)
		made = made && list_make(&micro->windows[i], chunks) &&
		       list_make(&micro->line.windows[i], points);
	micro->line.count = points;
	micro->line.events = calloc(points + 1, sizeof(*micro->line.events));
	return made && micro->line.events && list_make(&micro->line.bare, points);
}

static void windows_read(struct micro *micro, const json_t *windows)
{
	size_t asked = json_array_size(windows);

	micro->window_count = asked > MICRO_WINDOWS_MAX ? MICRO_WINDOWS_MAX : asked;
	for (size_t i = 0; i < micro->window_count; i++)
		micro->window_statistics[i] = json_is_true(json_array_get(windows, i));
}

int micro_init(struct micro *micro, const json_t *request, struct error *err)
{
	uint64_t chunks = number_of(request, "chunks");

	*micro = (struct micro){ .events = number_of(request, "events"),
				 .aim_ns = number_of(request, "aim_ns"),
				 .passing.exact = json_is_true(json_object_get(request, "exact")),
				 .singles.wanted = number_of(request, "singles"),
				 .recorded = json_is_true(json_object_get(request, "recorded")),
				 .factors = json_object_get(request, "line") };
	windows_read(micro, json_object_get(request, "windows"));
	if (!chunks || chunks > CHUNKS_MOST || !micro->window_count || !micro->aim_ns ||
	    micro->events > TRIGGER_EVENTS_MAX || micro->events % TRIGGER_STEP)
		return error_set(err, ERROR_RESULT, EINVAL, "micro: numbers that mean nothing");
	if (!lists_make(micro, (size_t)chunks)) {
		micro_free(micro);
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	}
	cpu_pin((unsigned int)sched_getcpu());
	return 0;
}

void micro_free(struct micro *micro)
{
	free(micro->before.passes);
	free(micro->after.passes);
	for (size_t i = 0; i < MICRO_WINDOWS_MAX; i++) {
		json_decref(micro->counted_by[i]);
		free(micro->windows[i].passes);
		free(micro->line.windows[i].passes);
	}
	free(micro->line.events);
	free(micro->line.bare.passes);
	json_decref(micro->code);
	json_decref(micro->reader);
	*micro = (struct micro){};
}

/* All passes are kept: how often something came is the report's to say. */
static int chunk_measure(const struct micro *micro, struct micro_list *list,
			 struct trigger *trigger, struct error *err)
{
	int tries = micro->passing.exact ? PASS_TRIES_EXACT : 1, ran = 0;
	bool disturbed = true;

	for (int i = 0; i < tries && disturbed && !ran; i++) {
		struct trigger_pass *pass = &list->passes[list->count];

		ran = pass_run(&micro->passing, trigger, micro->events, pass, err);
		disturbed = pass->disturbed;
		list->count += !ran;
	}
	return ran;
}

static int list_measure(const struct micro *micro, struct micro_list *list, struct trigger *trigger,
			struct error *err)
{
	int ran = passes_warm_up(&micro->passing, trigger, micro->events, err);

	for (size_t i = 0; i < list->wanted && !ran; i++)
		ran = chunk_measure(micro, list, trigger, err);
	return ran;
}

static int line_measure(const struct micro *micro, struct micro_list *list, struct trigger *trigger,
			struct error *err)
{
	const struct micro_line *line = &micro->line;
	int ran = line->count ? passes_warm_up(&micro->passing, trigger, line->events[0], err) : 0;

	for (size_t i = 0; i < list->wanted && !ran; i++)
		ran = pass_run_calm(&micro->passing, trigger, line->events[i],
				    &list->passes[list->count++], err);
	return ran;
}

int micro_before(struct micro *micro, struct trigger *trigger, struct error *err)
{
	if (!micro->events)
		return 0;
	return list_measure(micro, &micro->before, trigger, err);
}

static uint64_t clamp(uint64_t value, uint64_t least, uint64_t most)
{
	return value < least ? least : value > most ? most : value;
}

static uint64_t round_down(uint64_t events, uint64_t grain)
{
	return events - events % grain;
}

/*
 * At least EVENTS_LEAST, unless these would take too long; and, to be exact, half of those that
 * can be alike, as the longest of the line is twice a chunk.
 */
static uint64_t events_of_time(const struct micro *micro, double event_ns)
{
	/* What is counted does not get better by longer chunks of dear events. */
	uint64_t least = micro->passing.exact ? TRIGGER_STEP : EVENTS_LEAST;
	uint64_t aimed = event_ns > 0 ? (uint64_t)((double)micro->aim_ns / event_ns) : EVENTS_MOST;
	uint64_t events =
	    clamp(round_down(aimed, aimed < EVENTS_GRAIN ? TRIGGER_STEP : EVENTS_GRAIN), least,
		  EVENTS_MOST);
	uint64_t most = event_ns > 0 ? (uint64_t)(CHUNK_MOST_NS / event_ns) : EVENTS_MOST;

	if (micro->passing.exact && preparation_alike_most(micro->passing.preparation) / 2 < most)
		most = preparation_alike_most(micro->passing.preparation) / 2;
	if (events > most)
		events = round_down(most, TRIGGER_STEP);
	return events < TRIGGER_STEP ? TRIGGER_STEP : events;
}

/* What an event takes in the least disturbed of some passes. */
static int event_time(const struct micro *micro, struct trigger *trigger, uint64_t events,
		      double *ret_event_ns, struct error *err)
{
	uint64_t least_ns = UINT64_MAX;
	struct trigger_pass pass;
	int ran = passes_warm_up(&micro->passing, trigger, events, err);

	for (int i = 0; i < CALIBRATION_PASSES && !ran; i++) {
		ran = pass_run(&micro->passing, trigger, events, &pass, err);
		if (!ran && pass.elapsed_ns < least_ns)
			least_ns = pass.elapsed_ns;
	}
	*ret_event_ns = (double)least_ns / (double)events;
	return ran;
}

/*
 * As many events as take about the time aimed at.  Of those that are so dear that a few of them
 * are a chunk, a few are enough to know it.
 */
static int events_choose(struct micro *micro, struct trigger *trigger, struct error *err)
{
	double event_ns;
	int ran = event_time(micro, trigger, TRIGGER_STEP, &event_ns, err);

	if (!ran && event_ns * EVENTS_LEAST < CHUNK_MOST_NS)
		ran = event_time(micro, trigger, EVENTS_LEAST, &event_ns, err);
	if (!ran)
		micro->events = events_of_time(micro, event_ns);
	return ran;
}

/*
 * N0 is a quarter of a chunk, so that the longest is two; of a cheap event EVENTS_LEAST, which a
 * chunk has as well.
 */
static void line_prepare(struct micro *micro)
{
	uint64_t unit = micro->events / 4 / TRIGGER_STEP * TRIGGER_STEP;

	if (unit < EVENTS_LEAST && micro->events > 2 * EVENTS_LEAST)
		unit = EVENTS_LEAST;
	if (unit < TRIGGER_STEP)
		unit = TRIGGER_STEP;
	for (size_t i = 0; i < micro->line.count; i++)
		micro->line.events[i] =
		    unit * (uint64_t)json_integer_value(json_array_get(micro->factors, i));
}

static int chunks_measure(struct micro *micro, size_t window, struct trigger *trigger,
			  struct error *err)
{
	int done = list_measure(micro, &micro->windows[window], trigger, err);

	return done < 0 ? done : line_measure(micro, &micro->line.windows[window], trigger, err);
}

static int window_measure(struct micro *micro, size_t window, struct trigger *trigger,
			  const struct attachment *attachment, struct statistics *statistics,
			  struct error *err)
{
	struct off_watch watch;
	int done = statistics_switch(statistics, micro->window_statistics[window], false, err);

	off_watch_begin(&watch, statistics, attachment);
	if (!done)
		done = chunks_measure(micro, window, trigger, err);
	if (!done && micro->recorded)
		done = micro_record_attached(&micro->record, &micro->passing, trigger,
					     (unsigned int)window, micro->events, err);
	if (!done && off_watch_end(&watch))
		micro->counted_by[window] = statistics_holders("");
	return done;
}

/* What a pass adds to the program's own counts, and to those of who reads its records. */
struct pass_counts {
	struct program_statistics program;
	struct reader_counts read;
};

static struct reader_counts read_since(const struct reader *reader, struct reader_counts before)
{
	struct reader_counts now = reader_counts(reader);

	return (struct reader_counts){ now.records - before.records, now.wakeups - before.wakeups,
				       now.run_ns - before.run_ns };
}

static int pass_count_once(const struct micro *micro, struct trigger *trigger, uint64_t events,
			   struct attachment *attachment, struct pass_counts *ret_added,
			   bool *ret_disturbed, struct error *err)
{
	struct reader_counts read = reader_counts(attachment->reader);
	struct program_statistics before, after;
	struct trigger_pass pass;
	int done = attachment_statistics(attachment, &before);

	if (!done)
		done = pass_run_watched(&micro->passing, trigger, events, &pass, err);
	if (!done)
		done = attachment_statistics(attachment, &after);
	if (done)
		return done;
	*ret_added = (struct pass_counts){ { after.hits - before.hits,
					     after.run_time_ns - before.run_time_ns,
					     after.misses - before.misses },
					   read_since(attachment->reader, read) };
	*ret_disturbed = pass.disturbed;
	return 0;
}

/* Counts are right in any pass; the kernel's own times are those of an undisturbed one. */
static int pass_count(const struct micro *micro, struct trigger *trigger, uint64_t events,
		      struct attachment *attachment, struct pass_counts *ret_added,
		      struct error *err)
{
	bool disturbed = true;
	int done = 0;

	for (int i = 0; i < PROOF_TRIES && disturbed && !done; i++) {
		preparation_drain(attachment->preparation);
		done =
		    pass_count_once(micro, trigger, events, attachment, ret_added, &disturbed, err);
	}
	return done;
}

/* Others may have hit it more often in the pass of no events: then nothing is proved. */
static uint64_t beyond(uint64_t some, uint64_t none)
{
	return some > none ? some - none : 0;
}

/*
 * A pass of no events counts what is no event of ours (the reading itself, where the trigger is a
 * system call); it is subtracted.
 */
static int hits_prove(struct micro *micro, struct trigger *trigger, struct attachment *attachment,
		      struct statistics *statistics, struct error *err)
{
	struct pass_counts none, some;
	int done = statistics_switch(statistics, true, false, err);
	struct error ignored;

	if (!done)
		done = pass_count(micro, trigger, 0, attachment, &none, err);
	if (!done)
		done = pass_count(micro, trigger, micro->events, attachment, &some, err);
	statistics_switch(statistics, false, false, &ignored);
	if (done)
		return done;
	/* No pass may hit what is hooked beside the event's own. */
	if (attachment->has_idle_hooks)
		none.program.hits = 0;
	micro->proof_events = micro->events;
	micro->proof =
	    (struct program_statistics){ beyond(some.program.hits, none.program.hits),
					 beyond(some.program.run_time_ns, none.program.run_time_ns),
					 some.program.misses };
	micro->read = some.read;
	return 0;
}

/* Behind the chunks: a program that counts its events goes on from where these left it. */
static int singles_measure(struct micro *micro, struct trigger *trigger,
			   struct statistics *statistics, struct error *err)
{
	int done = micro->singles.wanted ? statistics_switch(statistics, false, false, err) : 0;

	return done < 0 ? done : singles_attached(&micro->singles, &micro->passing, trigger, err);
}

/* Beside how many events they are of. */
static void reader_put(struct micro *micro, const struct reader *reader)
{
	micro->reader = reader_to_json(reader, &micro->read);
	json_object_set_new(micro->reader, "events", json_integer((json_int_t)micro->proof_events));
}

int micro_attached(struct micro *micro, struct trigger *trigger, struct attachment *attachment,
		   struct statistics *statistics, struct error *err)
{
	int done;

	micro->passing.preparation = attachment->preparation;
	done = micro->events ? 0 : events_choose(micro, trigger, err);
	line_prepare(micro);
	if (micro->recorded)
		recorded_passes_begin(&micro->record);
	for (size_t i = 0; i < micro->window_count && !done; i++)
		done = window_measure(micro, i, trigger, attachment, statistics, err);
	if (!done)
		done = singles_measure(micro, trigger, statistics, err);
	if (!done)
		done = hits_prove(micro, trigger, attachment, statistics, err);
	if (!done)
		micro->held = attachment_holds(attachment);
	if (!done && attachment->reader)
		reader_put(micro, attachment->reader);
	micro->passing.preparation = NULL;
	return done;
}

int micro_after(struct micro *micro, struct trigger *trigger, struct error *err)
{
	int done = list_measure(micro, &micro->after, trigger, err);

	if (!done)
		done = line_measure(micro, &micro->line.bare, trigger, err);
	if (!done)
		done = singles_bare(&micro->singles, &micro->passing, trigger, err);
	if (!done && micro->recorded)
		done =
		    micro_record_bare(&micro->record, &micro->passing, trigger, micro->events, err);
	return done;
}

/* All of them, and which were disturbed: what to do with those is the report's. */
static json_t *list_to_json(const struct micro_list *list)
{
	json_t *elapsed_ns = json_array(), *disturbed = json_array();

	for (size_t i = 0; i < list->count; i++) {
		json_array_append_new(elapsed_ns,
				      json_integer((json_int_t)list->passes[i].elapsed_ns));
		if (list->passes[i].disturbed)
			json_array_append_new(disturbed, json_integer((json_int_t)i));
	}
	return json_pack("{s:o s:o}", "ns", elapsed_ns, "disturbed", disturbed);
}

static json_t *windows_to_json(const struct micro *micro, const struct micro_list *windows)
{
	json_t *array = json_array();

	for (size_t i = 0; i < micro->window_count; i++)
		json_array_append_new(array, list_to_json(&windows[i]));
	return array;
}

static void counted_by_put(const struct micro *micro, json_t *windows)
{
	char by[128];

	for (size_t i = 0; i < micro->window_count; i++) {
		if (!micro->counted_by[i])
			continue;
		statistics_holders_name(micro->counted_by[i], by, sizeof(by));
		json_object_set_new(json_array_get(windows, i), "counted_by", json_string(by));
	}
}

static json_t *line_to_json(const struct micro *micro)
{
	const struct micro_line *line = &micro->line;
	json_t *events = json_array();

	for (size_t i = 0; i < line->count; i++)
		json_array_append_new(events, json_integer((json_int_t)line->events[i]));
	return json_pack("{s:o s:o s:o}", "events", events, "bare", list_to_json(&line->bare),
			 "windows", windows_to_json(micro, line->windows));
}

/* NULL, which makes no field, where the kernel does not tell. */
static json_t *misses_to_json(const struct micro *micro)
{
	return isnan(micro->proof.misses) ? NULL : json_integer((json_int_t)micro->proof.misses);
}

json_t *micro_result(const struct micro *micro)
{
	json_t *windows = windows_to_json(micro, micro->windows), *result;

	counted_by_put(micro, windows);
	result = json_pack(
	    "{s:I s:o s:o s:o s:o s:I s:I s:o* s:I s:b s:f}", "events", (json_int_t)micro->events,
	    "before", list_to_json(&micro->before), "after", list_to_json(&micro->after), "windows",
	    windows, "line", line_to_json(micro), "proof_events", (json_int_t)micro->proof_events,
	    "hits", (json_int_t)micro->proof.hits, "misses", misses_to_json(micro), "run_time_ns",
	    (json_int_t)micro->proof.run_time_ns, "held", micro->held, "alone_ns", micro->alone_ns);
	if (micro->recorded)
		json_object_set_new(result, "recorded", recorded_passes_to_json(&micro->record));
	if (micro->singles.wanted)
		json_object_set_new(result, "singles", singles_to_json(&micro->singles));
	if (micro->code)
		json_object_set(result, "code", micro->code);
	if (micro->reader)
		json_object_set(result, "reader", micro->reader);
	return result;
}
