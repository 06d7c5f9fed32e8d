// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The report as one page of HTML that needs no network and no script: the verdict first, then the
 * sections of html_sections.h.
 */
#include "page/html.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "page/html_cells.h"
#include "page/html_front.h"
#include "page/html_section.h"
#include "page/html_style.h"
#include "words/cell_words.h"
#include "words/phrases.h"

struct section {
	const char *name, *heading;
	void (*put)(struct html *html, const struct report *report);
};

static const struct section sections[] = {
#define HTML_SECTION(name, heading) { #name, heading, html_put_##name },
#include "page/html_sections.h"
#undef HTML_SECTION
};

static void put_head(struct html *html)
{
	const struct run_record *run = &html->run->data->run;
	const char *name = run->label ? run->label : run->study_name;
	char started[ISO_TIME_LENGTH], duration[32];

	fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
	      html->out);
	fputs("<title>bpftax: ", html->out);
	html_text(html, name);
	fputs("</title>\n<style>\n", html->out);
	fprintf(html->out, "%s%s</style>\n</head>\n<body>\n<main>\n", html_style,
		run_report_has_cells(html->run) ? html_style_cells : "");
	html_put(html, "<h1>bpftax: ", name, "</h1>\n");
	format_iso_time(run->started_s, started);
	format_duration(run->duration_s, duration);
	fprintf(html->out, "<p class=\"faint\">Run %.8s, %s, %s%s</p>\n", run->id, started,
		duration, run->interrupted ? ", interrupted" : "");
}

static void put_machine(struct html *html, const struct run_data *data)
{
	CLEANUP_FREE char *machine = data->cell_count ? cell_machine(data->cells) : strdup("");

	html->failed |= !machine;
	if (machine && *machine)
		html_put(html, "<p class=\"faint\">", machine, "</p>\n");
}

/* With its heading, or nothing at all; level: of the heading. */
static void put_section(struct html *html, const struct report *report,
			const struct section *section, int level)
{
	CLEANUP_FREE char *text = NULL;
	size_t length = 0;
	struct html body = { .out = open_memstream(&text, &length), .run = html->run };

	if (!body.out) {
		html->failed = true;
		return;
	}
	section->put(&body, report);
	html->failed |= body.failed | ferror(body.out);
	html->failed |= fclose(body.out) != 0;
	if (!html->failed && length)
		fprintf(html->out, "<section class=\"%s\">\n<h%d>%s</h%d>\n%s</section>\n",
			section->name, level, section->heading, level, text);
}

static void put_sections(struct html *html, const struct report *report, int level)
{
	html_put_verdict(html, report);
	for (size_t i = 0; i < ARRAY_SIZE(sections); i++)
		put_section(html, report, &sections[i], level);
}

static void put_foot(struct html *html)
{
	const struct run_record *run = &html->run->data->run;

	html_put(html, "<p class=\"faint\">bpftax ", run->version, ", run ");
	fprintf(html->out, "%s</p>\n</main>\n</body>\n</html>\n", run->id);
}

/* A run of one cell: what is told of it is told of the run. */
static void put_only_cell(struct html *html)
{
	put_sections(html, html->run->reports[0], 2);
}

/* Of several: the kernels beside each other, then each cell as a page of it alone would have it. */
static void put_cells(struct html *html)
{
	html_put_contents(html);
	html_put_kernels(html);
	for (size_t i = 0; i < html->run->count; i++) {
		if (!html->run->reports[i]->result_count)
			continue;
		html_put_cell_heading(html, i);
		put_sections(html, html->run->reports[i], 3);
		fputs("</article>\n", html->out);
	}
	html_put_run(html);
}

int html_print(const struct run_report *run, FILE *out, const struct report_options *options)
{
	struct html html = { .out = out, .run = run };

	(void)options;
	put_head(&html);
	if (!run_report_has_cells(run))
		put_machine(&html, run->data);
	html_put_front(&html);
	if (run_report_has_cells(run))
		put_cells(&html);
	else
		put_only_cell(&html);
	put_foot(&html);
	return html.failed ? -ENOMEM : 0;
}
