// SPDX-License-Identifier: GPL-2.0-or-later
/* Where the figures come from: what to know, the machine, the plan, exclusions, and again. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "page/html_section.h"
#include "estimate/micro_rows.h"
#include "study/options.h"
#include "study/study_fields.h"
#include "study/study_json.h"
#include "words/limits.h"
#include "words/run_sentences.h"

#define EXCLUSIONS_SHOWN 20

static void put_list(struct html *html, const struct sentences *sentences)
{
	if (sentences->count == 0)
		return;
	fputs("<ul>\n", html->out);
	for (size_t i = 0; i < sentences->count; i++)
		html_put(html, "<li>", sentences->texts[i], "</li>\n");
	fputs("</ul>\n", html->out);
}

void html_put_sentences(struct html *html, const struct report *report)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };

	if (run_report_has_cells(html->run))
		html->failed |= sentences_build(report, &sentences) < 0;
	else
		html->failed |= run_sentences_build(html->run, &sentences) < 0;
	put_list(html, &sentences);
}

void html_put_limits(struct html *html, const struct report *report)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };

	html->failed |= limits_build(report, &sentences) < 0;
	put_list(html, &sentences);
}

static void put_facts(struct html *html, json_t *facts);

/* What takes many lines (the mitigations, the kernel's configuration) is folded away. */
static void put_fact(struct html *html, json_t *value)
{
	CLEANUP_FREE char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
	const char *words = json_is_string(value) ? json_string_value(value) : text;

	if (json_is_object(value)) {
		fputs("<details><summary>show</summary>", html->out);
		put_facts(html, value);
		fputs("</details>", html->out);
	} else if (json_is_string(value) && strchr(words, '\n')) {
		fputs("<details><summary>show</summary><pre>", html->out);
		html_lines(html, words);
		fputs("</pre></details>", html->out);
	} else {
		html_words(html, words);
	}
}

static void put_facts(struct html *html, json_t *facts)
{
	const char *key;
	json_t *value;

	fputs("<dl>\n", html->out);
	json_object_foreach (facts, key, value) {
		html_put(html, "<dt>", key, "</dt><dd>");
		put_fact(html, value);
		fputs("</dd>\n", html->out);
	}
	fputs("</dl>", html->out);
}

void html_put_machine(struct html *html, const struct report *report)
{
	for (size_t i = 0; i < report->data->cell_count; i++)
		if (report->data->cells[i].facts)
			put_facts(html, report->data->cells[i].facts);
	putc('\n', html->out);
}

void html_put_plan(struct html *html, const struct report *report)
{
	const struct run_record *run = &report->data->run;

	html_put(html, "<p>Study ", run->study_name, ", ");
	html_put(html, "", run->protocol, " protocol");
	fprintf(html->out, ", seed %llu: every visit's place follows from it.</p>\n<ul>\n",
		(unsigned long long)run->seed);
	for (size_t w = 0; w < report->workload_count; w++) {
		const struct report_workload *workload = &report->workloads[w];

		html_put(html, "<li>", workload->name, "");
		fprintf(html->out, ": %zu visits, %zu blocks with both baselines.</li>\n",
			workload->visits, workload->blocks);
	}
	fputs("</ul>\n", html->out);
}

static void put_excluded_visit(struct html *html, const struct visit_record *visit)
{
	html_put(html, "<tr><th scope=\"row\">", visit->workload, "</th>");
	fprintf(html->out, "<td>%u</td><td>%u</td>", visit->block + 1, visit->position + 1);
	html_put(html, "<td class=\"words\">", visit->mechanism, " ");
	html_put(html, "", visit->program, "</td>");
	html_put(html, "<td class=\"words\">", visit->reason ? visit->reason : "never ended",
		 "</td></tr>\n");
}

/* The first of them, with their reasons. */
static void put_excluded_visits(struct html *html, const struct run_data *data)
{
	static const char head[] =
	    "<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr>"
	    "<th scope=\"col\">Workload</th><th scope=\"col\">Block</th>"
	    "<th scope=\"col\">Visit</th><th scope=\"col\" class=\"words\">Attached</th>"
	    "<th scope=\"col\" class=\"words\">Reason</th></tr></thead>\n<tbody>\n";
	size_t count = 0;

	for (size_t v = 0; v < data->visit_count; v++) {
		if (strcmp(data->visits[v].state, "kept") == 0)
			continue;
		if (count == 0)
			fputs(head, html->out);
		if (++count <= EXCLUSIONS_SHOWN)
			put_excluded_visit(html, &data->visits[v]);
	}
	if (count)
		fputs("</tbody></table></div>\n", html->out);
	if (count > EXCLUSIONS_SHOWN)
		fprintf(html->out, "<p>And %zu more.</p>\n", count - EXCLUSIONS_SHOWN);
}

void html_put_exclusions(struct html *html, const struct report *report)
{
	fputs("<ul>\n", html->out);
	for (size_t w = 0; w < report->workload_count; w++) {
		const struct report_workload *workload = &report->workloads[w];

		html_put(html, "<li>", workload->name, "");
		fprintf(html->out,
			": %zu of %zu visits dropped, %zu never ended; %zu blocks excluded "
			"whole.</li>\n",
			workload->visits_dropped, workload->visits, workload->visits_open,
			workload->blocks_excluded);
	}
	fputs("</ul>\n", html->out);
	put_excluded_visits(html, report->data);
}

/* The study as resolved, as the text of a study file; NULL when the store's is no study. */
static char *study_file(const struct run_record *run)
{
	struct study study;
	struct error err;
	char *text;

	if (study_from_json(run->study, &study, &err) < 0)
		return NULL;
	text = options_to_ini(&study);
	study_free(&study);
	return text;
}

/* What a study file cannot hold, `bpftax micro` takes from its command line. */
static void put_command(struct html *html, const struct run_record *run)
{
	html_put(html, "<pre>", run->command_line, "");
	if (!strstr(run->command_line, "--seed"))
		fprintf(html->out, " --seed %llu", (unsigned long long)run->seed);
	fputs("</pre>\n", html->out);
}

static void put_again(struct html *html, const struct run_record *run, bool has_study)
{
	CLEANUP_FREE char *study = has_study ? study_file(run) : NULL;

	fputs("<p>The command, with the seed that was drawn:</p>\n", html->out);
	put_command(html, run);
	if (study) {
		fputs("<p>Or with every setting as it was, whatever the defaults are by then: save "
		      "this as again.ini, and</p>\n<pre>bpftax run again.ini</pre>\n",
		      html->out);
		fputs("<pre>", html->out);
		html_lines(html, study);
		fputs("</pre>\n", html->out);
	}
}

void html_put_again(struct html *html, const struct report *report)
{
	/* Of several cells it is told once, at the end. */
	if (!run_report_has_cells(html->run))
		put_again(html, &report->data->run, !report_is_micro(report));
}

static bool all_are_micro(const struct run_report *run)
{
	for (size_t i = 0; i < run->count; i++)
		if (run->reports[i]->result_count && !report_is_micro(run->reports[i]))
			return false;
	return true;
}

void html_put_command(struct html *html)
{
	put_again(html, &html->run->data->run, !all_are_micro(html->run));
}
