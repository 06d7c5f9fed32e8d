// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/sentences.h"

#include <math.h>
#include "common/cleanup.h"
#include "common/text.h"
#include "words/environment.h"
#include "words/host_cpu.h"
#include "words/workload_sentences.h"

const char report_emulation_warning[] =
    "emulated CPU: nanoseconds, and the order of mechanisms, are the emulator's; only instruction "
    "counts carry over. Measure with KVM or --target local.";

const char *report_warning(const struct report *report)
{
	return report->emulated ? report_emulation_warning : NULL;
}

static int say_interrupted(struct sentences *to)
{
	const struct run_record *run = &to->report->data->run;

	if (run->interrupted)
		return say(to, "The run was interrupted: what is here is what had been measured "
			       "by then.");
	if (isnan(run->duration_s))
		return say(to, "The run has not ended, or was killed: what is here is what had "
			       "been measured by then.");
	return 0;
}

/* Of the time that a run took, what the figures come from. */
static int say_windows_share(struct sentences *to)
{
	if (!isfinite(to->report->windows_share))
		return 0;
	return say(to, "%.0f %% of the run's wall time was spent inside windows.",
		   100 * to->report->windows_share);
}

static int say_notes(struct sentences *to)
{
	int code = 0;

	for (size_t i = 0; i < to->report->data->note_count && code == 0; i++)
		code = say(to, "%s", to->report->data->notes[i]);
	return code;
}

/* What is said of each workload, in this order. */
static int (*const workload_sayings[])(struct sentences *, const struct report_workload *) = {
	say_blocks,	   say_exclusions,	say_covariates,
	say_baseline_pair, say_saturation,	say_statistics_baseline,
	say_hits,	   say_delays_returned, say_response,
	say_feedback,	   say_host_cpu,	say_unmeasured,
};

static int say_all(struct sentences *to)
{
	const struct report *report = to->report;
	int code = say_interrupted(to);

	for (size_t w = 0; w < report->workload_count; w++)
		for (size_t i = 0; i < ARRAY_SIZE(workload_sayings) && code == 0; i++)
			code = workload_sayings[i](to, &report->workloads[w]);
	if (code == 0)
		code = say_environment(to);
	if (code == 0)
		code = say_windows_share(to);
	return code < 0 ? code : say_notes(to);
}

int sentences_build(const struct report *report, struct sentences *ret_sentences)
{
	*ret_sentences = (struct sentences){ .report = report };
	return say_all(ret_sentences);
}

void sentences_release(struct sentences *sentences)
{
	text_words_free(sentences->texts, sentences->count);
	*sentences = (struct sentences){ 0 };
}
