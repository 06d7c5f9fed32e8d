// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/announce.h"
#include "run/budget.h"
#include "run/restart_length.h"
#include "common/text_buffer.h"

#include <inttypes.h>

static void list_add(struct text_buffer *line, const struct word_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		text_buffer_add(line, "%s%s", i ? ", " : "", list->words[i]);
}

static void delays_add(struct text_buffer *line, const struct bench *bench)
{
	size_t count = delays_count(&bench->study->delays);

	if (count)
		text_buffer_add(line, "; %zu known delays", count);
}

/* "2 programs of old, new". */
static void objects_add(struct text_buffer *line, const struct bench *bench)
{
	size_t programs = bench->objects.count;

	if (!programs)
		return;
	text_buffer_add(line, "%zu program%s of ", programs, programs == 1 ? "" : "s");
	list_add(line, &bench->study->objects);
	if (study_program_count(bench->study) || bench->study->delays.count)
		text_buffer_add(line, "; ");
}

/* "udp-drain: fentry, fexit x null, map; statistics off and on; 8 known delays". */
static void subject_add(struct text_buffer *line, const struct bench *bench)
{
	static const char *const statistics[] = {
		[STATISTICS_OFF] = "off", [STATISTICS_ON] = "on", [STATISTICS_BOTH] = "off and on"
	};
	const struct study *study = bench->study;

	list_add(line, &study->workloads);
	text_buffer_add(line, ": ");
	objects_add(line, bench);
	if (study_program_count(study) || study->delays.count)
		list_add(line, &study->mechanisms);
	if (study_program_count(study)) {
		text_buffer_add(line, " x ");
		list_add(line, &study->programs);
	}
	text_buffer_add(line, "; statistics %s", statistics[study->statistics]);
	delays_add(line, bench);
}

static void duration_add(struct text_buffer *line, const char *before, double seconds)
{
	if (seconds < 90)
		text_buffer_add(line, "%s%.0f s", before, seconds);
	else
		text_buffer_add(line, "%s%.0f min", before, seconds / 60);
}

static void restart_add(struct text_buffer *line, const struct bench *bench)
{
	const struct study *study = bench->study;

	text_buffer_add(line, "; %zu configurations, %u samples of %u s each, one after the other",
			bench->configurations.count, study->samples, restart_sample_seconds(study));
	duration_add(line, ": about ", restart_duration_s(study, bench->configurations.count));
}

static void blocks_add(struct text_buffer *line, const struct bench *bench)
{
	const struct study *study = bench->study;

	text_buffer_add(line, "; %zu configurations in blocks of random order, seed %" PRIu64,
			bench->configurations.count, study->seed);
	if (!study->blocks && !study->exact && bench->budget_ns)
		duration_add(line, ": ", budget_left_s(bench));
}

void announce(const struct bench *bench)
{
	CLEANUP(text_buffer_release) struct text_buffer line = { 0 };

	subject_add(&line, bench);
	if (bench->study->protocol == PROTOCOL_RESTART)
		restart_add(&line, bench);
	else
		blocks_add(&line, bench);
	bench_say(bench, "%s", text_buffer_get(&line));
}
