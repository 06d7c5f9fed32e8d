// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The report as one page of HTML that needs no network and no script: the verdict first, then the
 * sections of html_sections.h.
 */
#include "page/html.h"

#include <errno.h>
#include <stdlib.h>
#include "common/cleanup.h"
#include "page/html_section.h"
#include "page/html_style.h"
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

static void put_head(struct html *html, const struct report *report)
{
	const struct run_record *run = &report->data->run;
	const char *name = run->label ? run->label : run->study_name;
	char started[ISO_TIME_LENGTH], duration[32];

	fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
	      html->out);
	html_put(html, "<title>bpftax: ", name, "</title>\n<style>\n");
	fprintf(html->out, "%s</style>\n</head>\n<body>\n<main>\n", html_style);
	html_put(html, "<h1>bpftax: ", name, "</h1>\n");
	format_iso_time(run->started_s, started);
	format_duration(run->duration_s, duration);
	fprintf(html->out, "<p class=\"faint\">Run %.8s, %s, %s%s</p>\n", run->id, started,
		duration, run->interrupted ? ", interrupted" : "");
}

static void put_machines(struct html *html, const struct report *report)
{
	for (size_t i = 0; i < report->data->cell_count; i++) {
		CLEANUP_FREE char *machine = NULL;

		if (!report->data->cells[i].facts)
			continue;
		machine = format_machine(report->data->cells[i].facts);
		if (!machine)
			html->failed = true;
		html_put(html, "<p class=\"faint\">", machine, "</p>\n");
	}
}

/* With its heading, or nothing at all. */
static void put_section(struct html *html, const struct report *report,
			const struct section *section)
{
	CLEANUP_FREE char *text = NULL;
	size_t length = 0;
	struct html body = { .out = open_memstream(&text, &length) };

	if (!body.out) {
		html->failed = true;
		return;
	}
	section->put(&body, report);
	html->failed |= body.failed | ferror(body.out);
	html->failed |= fclose(body.out) != 0;
	if (!html->failed && length)
		fprintf(html->out, "<section class=\"%s\">\n<h2>%s</h2>\n%s</section>\n",
			section->name, section->heading, text);
}

static void put_foot(struct html *html, const struct report *report)
{
	html_put(html, "<p class=\"faint\">bpftax ", report->data->run.version, ", run ");
	fprintf(html->out, "%s</p>\n</main>\n</body>\n</html>\n", report->data->run.id);
}

int html_print(const struct report *report, FILE *out, const struct report_options *options)
{
	struct html html = { .out = out };

	(void)options;
	put_head(&html, report);
	put_machines(&html, report);
	html_put_verdict(&html, report);
	for (size_t i = 0; i < ARRAY_SIZE(sections); i++)
		put_section(&html, report, &sections[i]);
	put_foot(&html, report);
	return html.failed ? -ENOMEM : 0;
}
