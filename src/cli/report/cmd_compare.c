// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/report/report_commands.h"

#include <string.h>
#include "cli/report/gate_option.h"
#include "cli/report/report_output.h"
#include "cli/report/store_option.h"
#include "compare/compare.h"
#include "compare/gate_count.h"
#include "compare/print.h"
#include "compare/verified.h"

/* A run as it is compared: what was loaded, and the report on it. */
struct side {
	struct run_data *data;
	struct run_report *report;
};

struct comparing {
	struct side a, b;
	struct compare *compare;
	struct gate gate;
	struct verified_list verified;
};

static void comparing_release(struct comparing *comparing)
{
	compare_free(comparing->compare);
	verified_release(&comparing->verified);
	gate_release(&comparing->gate);
	run_report_free(comparing->a.report);
	run_report_free(comparing->b.report);
	run_data_free(comparing->a.data);
	run_data_free(comparing->b.data);
}

/* prefix: NULL for the newest run. */
static int side_load(struct store *store, const char *prefix, struct side *side, struct error *err)
{
	char id[RUN_ID_LENGTH + 1];
	int code = store_run_find(store, prefix, id, err);

	if (code == 0)
		code = store_run_load(store, id, &side->data, err);
	return code < 0 ? code : run_report_build(side->data, &side->report, err);
}

static int refuse_differences(const struct compare *compare, struct error *err)
{
	return error_set(err, ERROR_USAGE, EINVAL,
			 "--strict: the runs differ in more than what they measured (%zu thing%s; "
			 "the first: %.300s)",
			 compare->difference_count, compare->difference_count == 1 ? "" : "s",
			 compare->differences[0]);
}

static int check_options(const struct reading *options, struct error *err)
{
	bool tests = strcmp(options->format, "junit") == 0 || strcmp(options->format, "ktap") == 0;

	if (tests && !options->gate)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "--format %s prints what a gate said; add --gate",
				 options->format);
	return 0;
}

static int compare_runs(const struct reading *options, char **runs, struct comparing *comparing,
			struct error *err)
{
	CLEANUP_STORE struct store *store = NULL;
	int code = check_options(options, err);

	if (code == 0 && options->gate)
		code = gate_option_load(options->gate, &comparing->gate, err);
	if (code == 0)
		code = store_open_option(options, &store, err);
	if (code == 0)
		code = side_load(store, runs[0], &comparing->a, err);
	if (code == 0)
		code = side_load(store, runs[1], &comparing->b, err);
	if (code == 0)
		code = compare_build(comparing->a.report, comparing->b.report, options->metric,
				     &comparing->compare, err);
	if (code == 0 && options->strict && comparing->compare->difference_count)
		code = refuse_differences(comparing->compare, err);
	if (code == 0 && options->gate)
		code = gate_apply(&comparing->gate, comparing->compare, err);
	if (code == 0 && options->gate)
		code = verified_of_two(&comparing->gate, comparing->compare, &comparing->verified,
				       err);
	if (code == 0)
		comparing->compare->verified = &comparing->verified;
	return code;
}

static int print_comparison(const struct reading *options, const struct compare *compare,
			    struct error *err)
{
	struct report_options output = report_options_of_stdout(false);
	int code;

	stdout_allow_closed_pipe();
	code = compare_print(compare, options->format, stdout, &output);
	if (code < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -code, "cannot print the comparison");
	return 0;
}

static int gate_status(const struct reading *options, const struct compare *compare)
{
	struct gate_counts counts = gate_count(compare);

	return counts.failed || (options->inconclusive == INCONCLUSIVE_FAIL && counts.inconclusive)
		   ? ERROR_RESULT
		   : 0;
}

int cmd_compare(const struct reading *options, int argc, char **argv)
{
	CLEANUP(comparing_release) struct comparing comparing = { 0 };
	struct error err = { 0 };
	int code = argc ? compare_runs(options, argv, &comparing, &err)
			: error_set(&err, ERROR_USAGE, EINVAL,
				    "compare which runs? usage: bpftax compare [OPTION...] A [B]");

	if (code == 0)
		code = print_comparison(options, comparing.compare, &err);
	return code < 0 ? fail_with(&err) : gate_status(options, comparing.compare);
}
