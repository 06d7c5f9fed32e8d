// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/sentences.h"

#include <math.h>
#include "common/cleanup.h"
#include "common/text.h"
#include "words/environment.h"
#include "words/host_cpu.h"
#include "words/reader_words.h"
#include "words/workload_sentences.h"

const char report_emulation_warning[] =
    "emulated CPU: nanoseconds, and the order of mechanisms, are the emulator's; only instruction "
    "counts carry over. Measure with KVM or --target local.";

const char *report_warning(const struct report *report)
{
	return report->emulated ? report_emulation_warning : NULL;
}

/* What is said of each workload, in this order. */
static int (*const workload_sayings[])(struct sentences *, const struct report_workload *) = {
	say_blocks,	   say_exclusions, say_covariates,
	say_baseline_pair, say_saturation, say_statistics_baseline,
	say_where,	   say_hits,	   say_delays_returned,
	say_response,	   say_feedback,   say_host_cpu,
	say_lower_bound,   say_read,	   say_not_run,
	say_unmeasured,
};

int say_cell(struct sentences *to, const struct report *report)
{
	int code = 0;

	to->report = report;
	for (size_t w = 0; w < report->workload_count; w++)
		for (size_t i = 0; i < ARRAY_SIZE(workload_sayings) && code == 0; i++)
			code = workload_sayings[i](to, &report->workloads[w]);
	return code < 0 ? code : say_environment(to);
}

int sentences_build(const struct report *report, struct sentences *ret_sentences)
{
	*ret_sentences = (struct sentences){ 0 };
	return say_cell(ret_sentences, report);
}

void sentences_release(struct sentences *sentences)
{
	text_words_free(sentences->texts, sentences->count);
	*sentences = (struct sentences){ 0 };
}
