// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/doctor_print.h"
#include "cli/report/report_output.h"
#include "formats/json_fields.h"
#include "common/cleanup.h"
#include "words/escape.h"
#include "words/table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

_Static_assert(DIAGNOSIS_CHECKS_MAX >= 32, "room for every check");

void diagnosis_make(const struct doctor_findings *findings, const char *failure,
		    struct diagnosis *ret_diagnosis)
{
	*ret_diagnosis = (struct diagnosis){ .failure = failure };
	for (size_t i = 0; i < checks_count && i < DIAGNOSIS_CHECKS_MAX; i++) {
		struct check_verdict verdict = check_judge(&checks_table[i], findings->facts);

		ret_diagnosis->verdicts[i] = verdict;
		ret_diagnosis->warnings += verdict.state == CHECK_WARNING;
		ret_diagnosis->hopeless += verdict.state == CHECK_HOPELESS;
	}
}

int diagnosis_status(const struct diagnosis *diagnosis)
{
	if (diagnosis->failure || diagnosis->hopeless)
		return ERROR_ENVIRONMENT;
	return diagnosis->warnings ? ERROR_RESULT : 0;
}

static void put_line(const struct report_options *options, const char *first, const char *next,
		     const char *text)
{
	CLEANUP_FREE char *clean = escape_text(text, options->utf8);

	if (clean)
		text_wrap(stdout, options->width, first, next, clean);
}

/* "fine     turbo: off" */
static void put_verdict(const struct report_options *options, const struct check *check,
			const struct check_verdict *verdict)
{
	bool known = verdict->state != CHECK_UNKNOWN;
	CLEANUP_FREE char *text = NULL;
	char state[16];

	snprintf(state, sizeof(state), "%-9s", check_state_name(verdict->state));
	if (asprintf(&text, known ? "%s: %s" : "%s (%s)", check->name,
		     known ? verdict->found : check->source) >= 0)
		put_line(options, state, "         ", text);
}

static void put_remedy(const struct report_options *options, const struct check *check,
		       const struct check_verdict *verdict)
{
	put_line(options, "  effect ", "         ", check->effect);
	put_line(options, "  found  ", "         ", check->source);
	put_line(options, "  mend   ", "         ", verdict->mend);
}

static void put_verdicts(const struct report_options *options, const struct diagnosis *diagnosis,
			 enum check_state state)
{
	for (size_t i = 0; i < checks_count; i++) {
		const struct check_verdict *verdict = &diagnosis->verdicts[i];

		if (verdict->state != state)
			continue;
		put_verdict(options, &checks_table[i], verdict);
		if (state == CHECK_WARNING || state == CHECK_HOPELESS)
			put_remedy(options, &checks_table[i], verdict);
	}
}

static double fact_number(const struct doctor_findings *findings, const char *key)
{
	return json_number_value(json_object_get(findings->facts, key));
}

static void put_noise(const struct report_options *options, const struct doctor_findings *findings)
{
	CLEANUP_FREE char *text = NULL;

	if (asprintf(
		&text,
		"A/A: %zu windows of udp-drain in %.1f s, %s. A receive takes %.0f ns, with a "
		"standard deviation of %.1f %% from window to window. The clock's least step is "
		"%.0f ns, a reading takes %.0f.",
		findings->windows, findings->noise_length_s,
		findings->attached
		    ? "a sham attached before each and detached after it"
		    : "bare, as nothing can be attached here: a run's noise is larger",
		findings->reading_ns, findings->noise_percent,
		fact_number(findings, "clock_step_ns"),
		fact_number(findings, "clock_read_ns")) >= 0)
		put_line(options, "", "", text);
}

static void put_expectations(const struct report_options *options,
			     const struct doctor_findings *findings)
{
	printf(
	    "\nThe default study here: direct cost by udp-drain, smallest effect found in 80 %% of "
	    "the cases,\nby minutes of measuring (boots, pilots and counting come on top)\n");
	for (size_t i = 0; i < DOCTOR_EXPECTATIONS; i++) {
		const struct doctor_expectation *one = &findings->expectations[i];

		if (isfinite(one->mde80_percent))
			printf("%3u min  %4.0f blocks  %.1f %%, %.0f ns\n", one->minutes,
			       one->blocks, one->mde80_percent,
			       one->mde80_percent / 100 * findings->reading_ns);
		else
			printf("%3u min  %4.0f blocks  too few to say\n", one->minutes,
			       one->blocks);
	}
	(void)options;
}

static void put_conclusion(const struct diagnosis *diagnosis)
{
	if (diagnosis->failure || diagnosis->hopeless)
		puts("\nNothing can be measured as it is.");
	else if (diagnosis->warnings)
		printf("\n%zu warning%s.\n", diagnosis->warnings,
		       diagnosis->warnings == 1 ? "" : "s");
	else
		puts("\nNothing to complain of.");
}

void doctor_print_text(const struct doctor_findings *findings, const struct diagnosis *diagnosis)
{
	static const enum check_state order[] = { CHECK_HOPELESS, CHECK_WARNING, CHECK_FINE,
						  CHECK_UNKNOWN };
	struct report_options options = report_options_of_stdout(false);

	if (findings->kernel)
		put_line(&options, "Linux ", "  ", findings->kernel);
	for (size_t i = 0; i < ARRAY_SIZE(order); i++)
		put_verdicts(&options, diagnosis, order[i]);
	if (findings->windows) {
		putchar('\n');
		put_noise(&options, findings);
	}
	/* Without attachments there is no study to expect anything of. */
	if (findings->windows && findings->attached)
		put_expectations(&options, findings);
	put_conclusion(diagnosis);
}

static json_t *checks_to_json(const struct diagnosis *diagnosis)
{
	json_t *array = json_array();

	for (size_t i = 0; i < checks_count; i++) {
		const struct check_verdict *verdict = &diagnosis->verdicts[i];
		const struct check *check = &checks_table[i];
		CLEANUP_FREE char *found = escape_json(verdict->found);

		json_array_append_new(array,
				      json_pack("{s:s s:s s:s s:s s:s s:s}", "name", check->name,
						"state", check_state_name(verdict->state), "found",
						found ? found : "", "source", check->source,
						"effect", check->effect, "mend", verdict->mend));
	}
	return array;
}

static json_t *expectations_to_json(const struct doctor_findings *findings)
{
	json_t *array = json_array();

	for (size_t i = 0; i < DOCTOR_EXPECTATIONS; i++) {
		const struct doctor_expectation *one = &findings->expectations[i];
		json_t *object = json_pack("{s:i s:i}", "minutes", (int)one->minutes, "blocks",
					   (int)one->blocks);

		if (isfinite(one->mde80_percent))
			json_object_set_new(object, "mde80", json_real(one->mde80_percent));
		json_array_append_new(array, object);
	}
	return array;
}

static void noise_put(const struct doctor_findings *findings, json_t *root)
{
	if (!findings->windows)
		return;
	json_object_set_new(root, "noise",
			    json_pack("{s:i s:f s:f s:f s:f s:b}", "windows",
				      (int)findings->windows, "seconds", findings->noise_length_s,
				      "operation_ns", findings->reading_ns, "sd_percent",
				      findings->noise_percent, "visit_s", findings->visit_s,
				      "attached", findings->attached));
	if (findings->attached)
		json_object_set_new(root, "expected", expectations_to_json(findings));
}

static const char *status_word(const struct diagnosis *diagnosis)
{
	int status = diagnosis_status(diagnosis);

	return !status ? "fine" : status == ERROR_RESULT ? "warnings" : "cannot-measure";
}

void doctor_print_json(const struct doctor_findings *findings, const struct diagnosis *diagnosis)
{
	json_t *root = json_pack("{s:s s:s s:s* s:s* s:o s:O*}", "schema", "bpftax-doctor/1",
				 "status", status_word(diagnosis), "failure", diagnosis->failure,
				 "kernel", findings->kernel, "checks", checks_to_json(diagnosis),
				 "facts", findings->facts);

	noise_put(findings, root);
	json_document_put(root, stdout);
}
