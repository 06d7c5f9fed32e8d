// SPDX-License-Identifier: GPL-2.0-or-later
#include "page/html_atlas.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "page/html_atlas_figure.h"
#include "page/html_style.h"
#include "page/html_writer.h"
#include "words/atlas_layout.h"

#include <errno.h>
#include <math.h>

/* Tints over whatever the page's paper is, so that they serve both light and dark. */
static const char style[] =
    ".atlas th:first-child{position:sticky;left:0;background:var(--paper);z-index:1;"
    "min-width:7rem}\n"
    ".atlas td,.atlas th{padding:.2rem .45rem;vertical-align:top}.atlas td:first-child{"
    "text-align:right;min-width:0;white-space:nowrap}\n"
    ".atlas small{display:block;font-size:.7rem;line-height:1.1}.atlas .up{color:var(--warn)}"
    ".atlas .down{color:var(--mark)}.atlas th small{font-weight:400;color:var(--faint)}\n"
    ".atlas .none{color:var(--faint);text-align:center}.heat1{background:rgba(224,122,20,.12)}"
    ".heat2{background:rgba(224,122,20,.22)}.heat3{background:rgba(224,122,20,.33)}"
    ".heat4{background:rgba(224,122,20,.45)}\n"
    "svg .step{fill:none;stroke:var(--mark);stroke-width:2;vector-effect:non-scaling-stroke}\n"
    ".key span{padding:.1rem .4rem}\n";

/* How much dearer than the row's cheapest, in percent, from which a tint is. */
static const double heat_from[] = { 2, 10, 25, 50 };

struct page {
	struct html html;
	const struct atlas *atlas;
	atlas_marks seen;
};

static void put_head(struct html *html)
{
	fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	      "<title>What a BPF event costs, kernel by kernel</title>\n<style>\n",
	      html->out);
	fprintf(html->out, "%s%s</style>\n</head>\n<body>\n<main>\n", html_style, style);
	fputs(
	    "<h1>What a BPF event costs, kernel by kernel</h1>\n"
	    "<p>Instructions that one event takes more with a program attached, counted by an "
	    "emulator over the bare event: the same on every machine, but where a ~ says that they "
	    "are not the same each time. A row has one trigger and one hook, so that its numbers "
	    "may be compared.</p>\n",
	    html->out);
}

static void put_key(struct html *html)
{
	fputs("<p class=\"faint key\">Dearer than the cheapest of the row by", html->out);
	for (size_t i = 0; i < ARRAY_SIZE(heat_from); i++)
		fprintf(html->out, " <span class=\"heat%zu\">%g %% and more</span>", i + 1,
			heat_from[i]);
	fputs("; a number with a sign is the step from the kernel before.</p>\n", html->out);
}

static double row_least(const struct atlas *atlas, const struct atlas_part *part, size_t row)
{
	double least = INFINITY;

	for (size_t k = part->first; k < part->end; k++) {
		const struct atlas_figure *figure = atlas_figure_at(atlas, row, k);

		if (atlas_is_measured(figure))
			least = fmin(least, figure->instructions);
	}
	return least;
}

/* 0: no tint. */
static size_t heat_of(double value, double least)
{
	size_t heat = 0;

	while (heat < ARRAY_SIZE(heat_from) && least > 0 &&
	       value >= least * (1 + heat_from[heat] / 100))
		heat++;
	return heat;
}

static void put_cell(struct page *page, size_t row, size_t kernel, double least)
{
	const struct atlas_figure *figure = atlas_figure_at(page->atlas, row, kernel);
	CLEANUP_FREE char *title = atlas_cell_sentence(page->atlas, row, kernel);
	char text[ATLAS_TEXT_SIZE], step[ATLAS_TEXT_SIZE];
	size_t heat = atlas_is_measured(figure) ? heat_of(figure->instructions, least) : 0;

	page->html.failed |= !title;
	page->seen |= atlas_cell_marks(page->atlas, row, kernel);
	atlas_cell_text(text, page->atlas, row, kernel);
	atlas_step_text(step, figure);
	if (heat)
		fprintf(page->html.out, "<td class=\"heat%zu\"", heat);
	else
		fputs(atlas_is_measured(figure) ? "<td" : "<td class=\"none\"", page->html.out);
	html_put(&page->html, " title=\"", title, "\">");
	html_text(&page->html, text);
	if (*step)
		fprintf(page->html.out, "<small class=\"%s\">%s</small>",
			figure->step > 0 ? "up" : "down", step);
	fputs("</td>", page->html.out);
}

static void put_row(struct page *page, const struct atlas_part *part, size_t row)
{
	double least = row_least(page->atlas, part, row);
	char note[ATLAS_TEXT_SIZE];

	html_put(&page->html, "<tr><th scope=\"row\">", page->atlas->rows[row].mechanism, "");
	atlas_row_note(note, page->atlas, row);
	if (*note)
		html_put(&page->html, "<small>", note, "</small>");
	fputs("</th>", page->html.out);
	for (size_t k = part->first; k < part->end; k++)
		put_cell(page, row, k, least);
	fputs("</tr>\n", page->html.out);
}

static void put_headings(struct page *page, const struct atlas_part *part)
{
	fputs("<thead><tr><th scope=\"col\">Mechanism</th>", page->html.out);
	for (size_t k = part->first; k < part->end; k++) {
		const struct atlas_kernel *kernel = &page->atlas->kernels[k];
		char heading[ATLAS_TEXT_SIZE];

		atlas_heading(heading, page->atlas, k);
		html_put(&page->html, "<th scope=\"col\" title=\"",
			 kernel->package ? kernel->package : kernel->release, "\">");
		html_put(&page->html, "", heading, "</th>");
	}
	fputs("</tr></thead>\n<tbody>\n", page->html.out);
}

static void put_part(struct page *page, const struct atlas_part *part)
{
	html_put(&page->html, "<h3>Program ", part->program, "</h3>\n");
	fputs("<div class=\"scroll\"><table class=\"atlas\">\n", page->html.out);
	put_headings(page, part);
	for (size_t row = 0; row < page->atlas->row_count; row++)
		if (atlas_part_has(page->atlas, part, row))
			put_row(page, part, row);
	fputs("</tbody></table></div>\n", page->html.out);
	html_put_atlas_figure(&page->html, page->atlas, part);
}

static void put_reasons(struct page *page, size_t first)
{
	char **lines = NULL;
	size_t count = 0;

	if (atlas_reasons(page->atlas, first, &lines, &count) < 0) {
		page->html.failed = true;
		return;
	}
	if (count)
		fputs("<h3>Why a cell has no number</h3>\n<ul class=\"faint\">\n", page->html.out);
	for (size_t i = 0; i < count; i++)
		html_put(&page->html, "<li>", lines[i], "</li>\n");
	if (count)
		fputs("</ul>\n", page->html.out);
	text_words_free(lines, count);
}

static void put_family(struct page *page, size_t first)
{
	const struct atlas *atlas = page->atlas;
	struct atlas_part part = { .first = first, .end = atlas_family_end(atlas, first) };
	CLEANUP_FREE char *name = atlas_family_name(atlas, first);

	page->html.failed |= !name;
	fputs("<section>\n", page->html.out);
	html_put(&page->html, "<h2>", name, "</h2>\n");
	for (size_t row = 0; row < atlas->row_count; row++) {
		if (atlas->rows[row].program == part.program ||
		    !atlas_row_is_seen(atlas, row, part.first, part.end))
			continue;
		part.program = atlas->rows[row].program;
		put_part(page, &part);
	}
	put_reasons(page, first);
	fputs("</section>\n", page->html.out);
}

static void put_marks(struct page *page)
{
	fputs("<section>\n<h2>Signs</h2>\n<dl>\n", page->html.out);
	for (int i = 0; i < ATLAS_MARKS; i++) {
		if (!(page->seen & 1u << i))
			continue;
		html_put(&page->html, "<dt>", atlas_mark_sign(i), "</dt>");
		html_put(&page->html, "<dd>", atlas_mark_words(i), "</dd>\n");
	}
	fputs("</dl>\n</section>\n", page->html.out);
}

static void put_kernels(struct page *page)
{
	fputs("<section>\n<h2>Kernels</h2>\n<ul class=\"faint\">\n", page->html.out);
	for (size_t k = 0; k < page->atlas->kernel_count; k++) {
		const struct atlas_kernel *kernel = &page->atlas->kernels[k];

		html_put(&page->html, "<li>", kernel->release, ", ");
		html_text(&page->html, kernel->architecture);
		if (kernel->package)
			html_put(&page->html, ": ", kernel->package, "");
		fputs("</li>\n", page->html.out);
	}
	fputs("</ul>\n</section>\n", page->html.out);
}

static void put_runs(struct page *page)
{
	const struct atlas *atlas = page->atlas;

	fputs("<section>\n<h2>Runs</h2>\n<ul class=\"faint\">\n", page->html.out);
	for (size_t i = 0; i < atlas->run_count; i++) {
		CLEANUP_FREE char *line = atlas_run_sentence(atlas, i);

		page->html.failed |= !line;
		if (atlas->runs[i].figures)
			html_put(&page->html, "<li>", line, "</li>\n");
	}
	for (size_t k = 0; k < atlas->kernel_count; k = atlas_family_end(atlas, k)) {
		CLEANUP_FREE char *tools = atlas_tools_sentence(atlas, k);
		CLEANUP_FREE char *name = atlas_family_name(atlas, k);

		page->html.failed |= !tools || !name;
		html_put(&page->html, "<li>", name, "");
		html_put(&page->html, ": the newest are ", tools, "</li>\n");
	}
	fputs("</ul>\n</section>\n</main>\n</body>\n</html>\n", page->html.out);
}

int html_atlas_print(const struct atlas *atlas, FILE *out, const struct report_options *options)
{
	struct page page = { .html = { .out = out }, .atlas = atlas };

	(void)options;
	put_head(&page.html);
	put_key(&page.html);
	for (size_t k = 0; k < atlas->kernel_count; k = atlas_family_end(atlas, k))
		put_family(&page, k);
	put_marks(&page);
	put_kernels(&page);
	put_runs(&page);
	return page.html.failed ? -ENOMEM : 0;
}
