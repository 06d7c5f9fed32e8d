// SPDX-License-Identifier: GPL-2.0-or-later
/* The words of a report, in scdoc's language. */
#include "common/cleanup.h"
#include "explain/explain.h"
#include "manual/scdoc.h"
#include "manual/template.h"
#include "protocol/names.h"

static void put_heading(FILE *out, const struct explanation *explanation)
{
	const struct mechanism_name *mechanism =
	    explanation->kind == EXPLAIN_MECHANISM ? mechanism_name_find(explanation->name) : NULL;

	putc('*', out);
	scdoc_text(out, explanation->name);
	putc('*', out);
	if (explanation->also) {
		fputs(", *", out);
		scdoc_text(out, explanation->also);
		putc('*', out);
	}
	if (mechanism)
		fprintf(out, " (%s)", hook_kind_name(mechanism->hook));
	else if (explanation->kind == EXPLAIN_MECHANISM)
		fputs(" (of objects)", out);
	putc('\n', out);
}

static void put_kind(FILE *out, enum explanation_kind kind)
{
	for (size_t i = 0; i < explanations_count; i++) {
		if (explanations[i].kind != kind)
			continue;
		put_heading(out, &explanations[i]);
		scdoc_paragraphs(out, "\t", explanations[i].paragraph);
		putc('\n', out);
	}
}

void manual_mechanisms(FILE *out)
{
	put_kind(out, EXPLAIN_MECHANISM);
}

void manual_programs(FILE *out)
{
	put_kind(out, EXPLAIN_PROGRAM);
}

void manual_workloads(FILE *out)
{
	put_kind(out, EXPLAIN_WORKLOAD);
}

void manual_statuses(FILE *out)
{
	put_kind(out, EXPLAIN_STATUS);
}

void manual_verdicts(FILE *out)
{
	put_kind(out, EXPLAIN_VERDICT);
}

void manual_terms(FILE *out)
{
	put_kind(out, EXPLAIN_TERM);
}
