// SPDX-License-Identifier: GPL-2.0-or-later
#include "page/html_cells.h"

#include "common/cleanup.h"
#include "page/html_section.h"
#include "words/cell_words.h"
#include "words/kernel_tables.h"
#include "words/run_sentences.h"

void html_put_contents(struct html *html)
{
	const struct run_report *run = html->run;

	fputs("<nav aria-label=\"Cells\"><ul>\n", html->out);
	for (size_t i = 0; i < run->count; i++) {
		CLEANUP_FREE char *heading = cell_heading(run, i);
		bool linked = run->reports[i]->result_count > 0;

		html->failed |= !heading;
		fputs("<li>", html->out);
		if (linked)
			fprintf(html->out, "<a href=\"#cell-%u\">",
				run_report_cell(run, i)->number);
		html_put(html, "", heading, linked ? "</a></li>\n" : "</li>\n");
	}
	fputs("</ul></nav>\n", html->out);
}

static void put_list(struct html *html, const struct sentences *sentences)
{
	if (!sentences->count)
		return;
	fputs("<ul>\n", html->out);
	for (size_t i = 0; i < sentences->count; i++)
		html_put(html, "<li>", sentences->texts[i], "</li>\n");
	fputs("</ul>\n", html->out);
}

void html_put_kernels(struct html *html)
{
	CLEANUP(kernel_tables_release) struct kernel_tables tables = { 0 };
	CLEANUP(sentences_release) struct sentences sentences = { 0 };
	struct kernel_table_style style = { .utf8 = true };

	html->failed |= kernel_tables_build(html->run, &style, &tables) < 0;
	html->failed |= say_run_first(&sentences, html->run) < 0;
	fputs("<section class=\"kernels\">\n<h2>By kernel</h2>\n", html->out);
	for (size_t i = 0; i < tables.count; i++)
		html_put_table(html, take_pointer(tables.tables[i].table));
	if (tables.count)
		html_put(html, "<p class=\"faint\">", kernel_tables_legend(true), "</p>\n");
	put_list(html, &sentences);
	fputs("</section>\n", html->out);
}

void html_put_cell_heading(struct html *html, size_t cell)
{
	CLEANUP_FREE char *heading = cell_heading(html->run, cell);

	html->failed |= !heading;
	fprintf(html->out, "<article id=\"cell-%u\">\n", run_report_cell(html->run, cell)->number);
	html_put(html, "<h2>", heading, "</h2>\n");
}

void html_put_run(struct html *html)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };

	html->failed |= say_run_last(&sentences, html->run) < 0;
	if (sentences.count) {
		fputs("<section class=\"sentences\">\n<h2>The whole run</h2>\n", html->out);
		put_list(html, &sentences);
		fputs("</section>\n", html->out);
	}
	fputs("<section class=\"again\">\n<h2>Run it again</h2>\n", html->out);
	html_put_command(html);
	fputs("</section>\n", html->out);
}
