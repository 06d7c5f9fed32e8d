// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/notes.h"
#include "run/record.h"
#include "protocol/workloads.h"

#include <stdio.h>

/* The choice in one sentence; the table is in the report's JSON. */
int note_window(struct course *course, const json_t *pilot, struct error *err)
{
	char text[256];

	snprintf(text, sizeof(text),
		 "%s: a pilot of %.1f s chose windows of %.0f ms after %.0f ms of settling, the "
		 "least error for the time among %zu trials.",
		 course->workload, json_number_value(json_object_get(pilot, "seconds")),
		 1e3 * json_number_value(json_object_get(pilot, "length_s")),
		 1e3 * json_number_value(json_object_get(pilot, "settle_s")),
		 json_array_size(json_object_get(pilot, "trials")));
	return record_note(course->bench, text, err);
}

int note_short_windows(struct course *course, struct error *err)
{
	char text[256];

	snprintf(
	    text, sizeof(text),
	    "%s: windows of %.0f ms after %.0f ms of settling, shorter than usual, so that the "
	    "budget holds enough blocks for intervals.",
	    course->workload, (double)course->lengths.window_ns / 1e6,
	    (double)course->lengths.settle_ns / 1e6);
	return record_note(course->bench, text, err);
}

/* Traffic has timers of its own, and two ends that wait for each other. */
int note_traffic(struct course *course, struct error *err)
{
	char text[320];

	if (!course->bench->study->exact || workload_kind_of(course->workload) != WORKLOAD_TRAFFIC)
		return 0;
	snprintf(
	    text, sizeof(text),
	    "%s with --exact: a second is 1,000,000,000 instructions of one CPU that both ends "
	    "share. It repeats only as far as its timers allow, and what a program costs comes "
	    "back through the sender too: its figures are estimates; %s's are exact.",
	    course->workload, workload_of_kind(WORKLOAD_DIRECT)->name);
	return record_note(course->bench, text, err);
}

static double pilot_number(const json_t *object, const char *key)
{
	return json_number_value(json_object_get(object, key));
}

/* "carries 24.2 us of ballast a datagram", or that its pace is kept, and where its limit lies. */
static void load_describe(const struct operation_words *words, const json_t *pilot,
			  const json_t *taken, char *text, size_t size)
{
	double pace_pps = pilot_number(taken, "pace_pps");

	if (pace_pps > 0)
		snprintf(text, size,
			 "the receiver takes %.0f %s a second without loss, its softirq on "
			 "the server's CPU; the sender is paced at %.0f",
			 pilot_number(pilot, "limit_pps"), words->many, pace_pps);
	else
		snprintf(text, size,
			 "the receiver is saturated with %.1f us of ballast %s %s, the same in "
			 "every window but for what the kernel's statistics take of it",
			 pilot_number(pilot, "ballast_ns") / 1e3, words->article, words->one);
}

/* How the load of a receiver was found, for the reader of the report. */
int note_load(struct course *course, struct error *err)
{
	const json_t *trials = json_object_get(course->pilot, "trials");
	const json_t *taken = json_array_get(trials, json_array_size(trials) - 1);
	char text[640], load[256];

	if (!taken)
		return 0;
	load_describe(workload_words(course->workload), course->pilot, taken, load, sizeof(load));
	snprintf(
	    text, sizeof(text),
	    "%s: a pilot of %zu trials found: %s. Of %.0f offered a second %.0f were received, "
	    "%.0f dropped at the socket; the receiver was busy %.1f %% of the time and slept "
	    "%.0f times a second.",
	    course->workload, json_array_size(trials), load, pilot_number(taken, "offered_pps"),
	    pilot_number(taken, "received_pps"), pilot_number(taken, "dropped_pps"),
	    100 * pilot_number(taken, "busy"), pilot_number(taken, "sleeps_per_s"));
	return record_note(course->bench, text, err);
}

int note_withheld(struct course *course, struct error *err)
{
	struct withheld_windows sum =
	    withheld_sum(course->withheld, course->bench->configurations.count);
	char text[384];

	if (!sum.left_out)
		return 0;
	snprintf(text, sizeof(text),
		 "%s: %u of %u windows without BPF statistics were left out, as somebody else had "
		 "them on meanwhile: %s.",
		 course->workload, sum.left_out, sum.left_out + sum.stored, sum.by);
	return record_note(course->bench, text, err);
}
