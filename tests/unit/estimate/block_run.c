// SPDX-License-Identifier: GPL-2.0-or-later
#include "block_run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "protocol/workloads.h"

#define WINDOWS_MOST 4096
#define CONFIGURATIONS_MOST 64
#define NAME_SIZE 64

struct block_run {
	struct run_data data;
	struct cell_record cell;
	struct configuration_record configurations[CONFIGURATIONS_MOST];
	char names[CONFIGURATIONS_MOST][NAME_SIZE];
	struct visit_record visits[WINDOWS_MOST];
	struct sample samples[WINDOWS_MOST];
	struct counters counters[WINDOWS_MOST];
	struct report *report;
};

struct block_run *block_run_new(const char *timing)
{
	struct block_run *run = calloc(1, sizeof(*run));

	assert_non_null(run);
	run->data.run = (struct run_record){ .study_name = (char *)"s",
					     .command_line = (char *)"bpftax run",
					     .version = (char *)"0",
					     .duration_s = 1,
					     .protocol = (char *)"switch",
					     .study = json_pack("{s:i}", "length", 64) };
	run->cell = (struct cell_record){ .id = 1,
					  .target = (char *)"vm",
					  .timing = (char *)"timed",
					  .state = (char *)"done",
					  .facts = json_pack("{s:s}", "timing", timing) };
	run->data.cells = &run->cell;
	run->data.cell_count = 1;
	run->data.configurations = run->configurations;
	run->data.visits = run->visits;
	run->data.samples = run->samples;
	block_run_configure(run, "", "null", false, NAN);
	block_run_configure(run, "", "null", true, NAN);
	return run;
}

void block_run_free(struct block_run *run)
{
	report_free(run->report);
	json_decref(run->data.run.study);
	json_decref(run->cell.facts);
	free(run);
}

struct run_data *block_run_data(struct block_run *run)
{
	return &run->data;
}

size_t block_run_configure(struct block_run *run, const char *mechanism, const char *program,
			   bool statistics, double delay_ns)
{
	size_t c = run->data.configuration_count++;

	assert_true(c < CONFIGURATIONS_MOST);
	if (isnan(delay_ns))
		snprintf(run->names[c], NAME_SIZE, "%s%s%s%s", *mechanism ? mechanism : "baseline",
			 *mechanism ? "-" : "", *mechanism ? program : "",
			 statistics ? "-stat" : "");
	else
		snprintf(run->names[c], NAME_SIZE, "delay-%.0fns", delay_ns);
	run->configurations[c] = (struct configuration_record){ .id = 10 + (int64_t)c,
								.name = run->names[c],
								.mechanism = (char *)mechanism,
								.program = (char *)program,
								.statistics = statistics,
								.delay_ns = delay_ns };
	return c;
}

static void fill_counters(enum workload_kind kind, double value, struct counters *counters)
{
	counters_clear(counters);
	counters->value[COUNTER_operations] = 1000;
	counters->value[COUNTER_length_ns] = 1e9;
	if (kind == WORKLOAD_DIRECT)
		counters->value[COUNTER_operation_ns] = value;
	if (kind == WORKLOAD_EVENT) {
		counters->value[COUNTER_event_ns] = value;
		counters->value[COUNTER_event_bare_ns] = 100;
	}
	if (kind != WORKLOAD_TRAFFIC)
		return;
	counters->value[COUNTER_operations] = value;
	counters->value[COUNTER_receiver_cpu_ns] = .9e9;
	counters->value[COUNTER_sleeps] = 0;
}

void block_run_add(struct block_run *run, const char *workload, size_t configuration,
		   unsigned int block, unsigned int baseline, double value)
{
	size_t window = run->data.sample_count++;
	const struct configuration_record *record = &run->configurations[configuration];

	assert_true(window < WINDOWS_MOST);
	fill_counters(workload_kind_of(workload), value, &run->counters[window]);
	run->visits[window] = (struct visit_record){ .id = 1000 + (int64_t)window,
						     .workload = (char *)workload,
						     .cell = 1,
						     .block = block,
						     .baseline = baseline,
						     .mechanism = record->mechanism,
						     .program = record->program,
						     .hook = (char *)"h",
						     .state = (char *)"kept" };
	run->samples[window] =
	    (struct sample){ .visit = (uint32_t)window,
			     .configuration = (uint32_t)configuration,
			     .counters = counters_borrow(&run->counters[window]) };
	run->data.visit_count++;
}

void block_run_tell_runs(struct block_run *run, size_t configuration, double run_ns)
{
	for (size_t i = 0; i < run->data.sample_count; i++) {
		if (run->samples[i].configuration != configuration)
			continue;
		run->counters[i].value[COUNTER_hits] = 1000;
		run->counters[i].value[COUNTER_run_time_ns] = 1000 * run_ns;
	}
}

const struct report *block_run_build(struct block_run *run)
{
	struct error err = { 0 };

	report_free(run->report);
	run->report = NULL;
	if (report_build(&run->data, &run->report, &err) < 0)
		fail_msg("%s", err.text);
	return run->report;
}
