// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/micro_gate.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "cli/report/gate_option.h"
#include "cli/report/report_output.h"
#include "common/cleanup.h"
#include "compare/cost_metric.h"
#include "compare/run_gate_print.h"
#include "compare/verified.h"
#include "study/configuration.h"

void micro_gate_release(struct micro_gate *gate)
{
	gate_release(&gate->gate);
}

/* A pattern with a kernel before the workload: how kernels are called is known after the run. */
static bool names_kernel(const char *pattern)
{
	const char *slash = strchr(pattern, '/');

	return slash && strchr(slash + 1, '/');
}

static bool fits_one(const char *pattern, const struct study *study,
		     const struct configuration_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (cost_pattern_fits(pattern, NULL, study->name, list->configurations[i].name))
			return true;
	return false;
}

/* Whether the pattern fits something that is going to be measured; -ENOMEM. */
static int fits_study(const char *pattern, const struct study *study)
{
	const struct delays none = { 0 };
	struct treatment_list treatments;
	struct configuration_list list;
	int fits;

	if (treatments_make(study, NULL, &treatments) < 0)
		return -ENOMEM;
	fits = configurations_make(study, &treatments, &none, &list);
	if (fits == 0) {
		fits = fits_one(pattern, study, &list);
		configurations_free(&list);
	}
	treatments_free(&treatments);
	return fits;
}

/* A rule that checks nothing is told before minutes are spent. */
static int patterns_check(const struct gate *gate, const struct cell_list *cells, struct error *err)
{
	for (size_t i = 0; i < gate->count; i++) {
		const char *pattern = gate->rules[i].pattern;
		int fits = names_kernel(pattern);

		/* What somebody's object is made of is known when the agent has seen it. */
		fits |= cells->cells[0].study.objects.count > 0;
		for (size_t c = 0; c < cells->count && !fits; c++)
			fits = fits_study(pattern, &cells->cells[c].study);
		if (fits < 0)
			return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
		if (!fits)
			return error_set(err, ERROR_USAGE, EINVAL,
					 "the gate's '%s' fits no configuration of this run: "
					 "--mechanism and --program say which there are",
					 pattern);
	}
	return 0;
}

static int verifier_check(const struct gate_rule *rule, const struct cell_list *cells,
			  struct error *err)
{
	return cells->cells[0].study.objects.count
		   ? 0
		   : error_set(err, ERROR_USAGE, EINVAL,
			       "the gate's '%s' bounds what the verifier takes, which is known of "
			       "objects alone: `bpftax cost`",
			       rule->pattern);
}

/* What is counted has no nanoseconds, and what is timed no instructions. */
static int unit_check(const struct gate_rule *rule, const struct cell_list *cells,
		      struct error *err)
{
	size_t counted = cells_count(cells, TIMING_COUNTED);
	bool fits = rule->unit == GATE_INSTRUCTIONS ? counted > 0 : counted < cells->count;

	if (rule->subject == GATE_VERIFIER)
		return verifier_check(rule, cells, err);
	return fits ? 0
		    : error_set(err, ERROR_USAGE, EINVAL,
				"the gate's '%s' is bounded in%s, which this run does not measure: "
				"--exact counts instructions",
				rule->pattern, gate_unit_suffix(rule->unit));
}

static int units_check(const struct gate *gate, const struct cell_list *cells, struct error *err)
{
	int code = 0;

	for (size_t i = 0; i < gate->count && code == 0; i++)
		code = unit_check(&gate->rules[i], cells, err);
	return code;
}

int micro_gate_load(const struct reading *reading, const struct cell_list *cells,
		    struct micro_gate *ret_gate, struct error *err)
{
	struct micro_gate gate = { .given = reading->gate,
				   .inconclusive = reading->inconclusive,
				   .skips = reading->skip_status };
	int code;

	*ret_gate = (struct micro_gate){ 0 };
	if (!reading->gate)
		return reading->skip_status
			   ? error_set(err, ERROR_USAGE, EINVAL,
				       "--skip-status is the status of a gate that cannot tell; "
				       "add --gate")
			   : 0;
	code = gate_option_load(reading->gate, &gate.gate, err);
	if (code == 0)
		code = run_gate_check(&gate.gate, "--gate", err);
	if (code == 0)
		code = units_check(&gate.gate, cells, err);
	if (code == 0)
		code = patterns_check(&gate.gate, cells, err);
	if (code < 0)
		micro_gate_release(&gate);
	else
		*ret_gate = gate;
	return code;
}

static int print(const struct gated_run *gated, const struct verified_list *verified,
		 const char *format, struct error *err)
{
	struct report_options options = report_options_of_stdout(false);
	FILE *out = strcmp(format, "text") ? stderr : stdout;

	return gated_run_print(gated, verified, out, &options) < 0
		   ? error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory")
		   : 0;
}

static enum gate_outcome outcome_of(const struct micro_gate *gate, const struct gated_run *gated,
				    const struct verified_list *verified)
{
	struct gated_counts counts = gated_run_count(gated, verified);
	bool fails = gate->inconclusive == INCONCLUSIVE_FAIL && counts.inconclusive;

	if (counts.failed || (fails && !gate->skips))
		return GATE_FAILED;
	return counts.missing || (counts.inconclusive && gate->skips) ? GATE_CANNOT_TELL
								      : GATE_PASSED;
}

static int judge(const struct micro_gate *gate, struct run_data *data, const char *format,
		 struct error *err)
{
	CLEANUP(cleanup_run_report) struct run_report *run = NULL;
	CLEANUP(verified_release) struct verified_list verified = { 0 };
	struct gated_run *gated = NULL;
	int code = run_report_build(data, &run, err);

	if (code == 0)
		code = run_gate_apply(&gate->gate, run, &gated, err);
	if (code == 0)
		code = verified_of_run(&gate->gate, run, &verified, err);
	if (code == 0)
		code = print(gated, &verified, format, err);
	if (code == 0)
		code = outcome_of(gate, gated, &verified);
	gated_run_free(gated);
	return code;
}

int micro_gate_judge(const struct micro_gate *gate, struct store *store, const char *run_id,
		     const char *format, struct error *err)
{
	struct run_data *data;
	int code;

	if (!*run_id)
		return GATE_CANNOT_TELL;
	code = store_run_load(store, run_id, &data, err);
	if (code < 0)
		return code;
	code = judge(gate, data, format, err);
	run_data_free(data);
	return code;
}
