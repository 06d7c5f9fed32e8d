// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/front_limits.h"

#include <errno.h>
#include "common/cleanup.h"
#include "words/limits.h"
#include "words/original_tables.h"
#include "words/sentences.h"
#include "words/tables.h"

const struct report *front_only_traffic(const struct run_report *run)
{
	const struct report *only = NULL;

	for (size_t i = 0; i < run->count; i++) {
		if (!traffic_workload(run->reports[i], 0) || !report_has_programs(run->reports[i]))
			continue;
		if (only)
			return NULL;
		only = run->reports[i];
	}
	return only;
}

static int add_sentences(struct front_page *page, const struct sentences *sentences)
{
	struct front_part *part;
	int code = 0;

	if (!sentences->count)
		return 0;
	part = front_page_add(page, "WHAT LIMITS IT");
	for (size_t i = 0; i < sentences->count && !code; i++)
		code = front_part_say(part, NULL, "%s", sentences->texts[i]);
	return code;
}

int front_add_limits(struct front_page *page, const struct run_report *run)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };
	const struct report *report = front_only_traffic(run);
	const char *workload = report ? traffic_workload(report, 0) : NULL;
	int code;

	if (!report || !original_has_figures(report, workload))
		return 0;
	code = limits_build_brief(report, workload, &sentences);
	return code < 0 ? code : add_sentences(page, &sentences);
}
