// SPDX-License-Identifier: GPL-2.0-or-later
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "memory_run.h"
#include "common/cleanup.h"
#include "words/run_sentences.h"

struct memory_run *memory_run_new(const char *protocol)
{
	static const char *const names[] = { "baseline", "baseline-stat", "fentry-null",
					     "fentry-null-stat" };
	struct memory_run *run = calloc(1, sizeof(*run));

	run->data.run = (struct run_record){ .study_name = (char *)"s",
					     .duration_s = 1,
					     .protocol = (char *)protocol };
	run->data.run.study = json_pack("{s:i}", "length", 100);
	run->cells[0] = (struct cell_record){ .id = 9,
					      .target = (char *)"vm",
					      .timing = (char *)"timed",
					      .state = (char *)"done",
					      .facts = json_pack("{s:s}", "timing", "kvm") };
	run->data.cells = run->cells;
	run->data.cell_count = 1;
	for (int c = 0; c < 4; c++)
		run->configurations[c] =
		    (struct configuration_record){ .id = 10 + c,
						   .treatment = 1 + c / 2,
						   .name = (char *)names[c],
						   .mechanism =
						       (char *)(c < FENTRY ? "" : "fentry"),
						   .program = (char *)"null",
						   .statistics = c % 2,
						   .delay_ns = NAN };
	run->data.configurations = run->configurations;
	run->data.configuration_count = 4;
	run->data.visits = run->visits;
	run->data.samples = run->samples;
	run->data.results = run->results;
	return run;
}

void memory_run_free(struct memory_run *run)
{
	report_free(run->report);
	json_decref(run->data.run.study);
	json_decref(run->cells[0].facts);
	free(run);
}

struct visit_record *memory_run_add(struct memory_run *run, int c, unsigned int block,
				    unsigned int baseline, double pps)
{
	struct visit_record *visit = &run->visits[run->data.visit_count];
	struct sample *sample = &run->samples[run->data.sample_count];
	struct counters *counters = &run->counters[run->data.sample_count++];

	*visit = (struct visit_record){ .id = 100 + (int64_t)run->data.visit_count++,
					.workload = (char *)"iperf3",
					.cell = 9,
					.block = block,
					.baseline = baseline,
					.mechanism = (char *)"fentry",
					.program = (char *)"null",
					.hook = (char *)"h",
					.state = (char *)"kept" };
	*sample = (struct sample){ .visit = (uint32_t)(run->data.visit_count - 1),
				   .configuration = (uint32_t)c,
				   .counters = counters_borrow(counters) };
	counters_clear(counters);
	counters->value[COUNTER_operations] = pps;
	counters->value[COUNTER_length_ns] = 1e9;
	return visit;
}

struct counters *memory_run_last_counters(struct memory_run *run)
{
	return &run->counters[run->data.sample_count - 1];
}

const struct report_result *memory_run_build_of(struct memory_run *run, const char *name,
						const char *workload)
{
	struct error err = { 0 };
	const struct report_result *result;

	report_free(run->report);
	run->report = NULL;
	if (report_build(&run->data, &run->report, &err) < 0)
		fail_msg("%s", err.text);
	result = report_result_find(run->report, name, workload);
	assert_non_null(result);
	return result;
}

const struct report_result *memory_run_build(struct memory_run *run, const char *name)
{
	return memory_run_build_of(run, name, "iperf3");
}

static bool has(const struct sentences *sentences, const char *words)
{
	for (size_t i = 0; i < sentences->count; i++)
		if (strstr(sentences->texts[i], words))
			return true;
	return false;
}

bool report_says(const struct report *report, const char *words)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };

	assert_int_equal(sentences_build(report, &sentences), 0);
	return has(&sentences, words);
}

bool memory_run_says(struct memory_run *run, const char *words)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };
	CLEANUP(cleanup_run_report) struct run_report *whole = NULL;
	struct error err = { 0 };

	assert_int_equal(run_report_build(&run->data, &whole, &err), 0);
	assert_int_equal(run_sentences_build(whole, &sentences), 0);
	return has(&sentences, words);
}

struct memory_run *drifting_run(void)
{
	struct memory_run *run = memory_run_new("switch");

	for (unsigned int block = 0; block < 7; block++) {
		double level = 1000 * pow(10, block / 6.);
		double first = block % 2 ? .5 : 2;

		memory_run_add(run, BASELINE, block, 0, level * first);
		memory_run_add(run, FENTRY, block, 0, 1.1 * level);
		memory_run_add(run, BASELINE, block, 1, level / first);
	}
	return run;
}
