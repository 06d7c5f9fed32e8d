// SPDX-License-Identifier: GPL-2.0-or-later
#include "page/html_anatomy.h"
#include "common/cleanup.h"
#include "page/html_anatomy_path.h"
#include "page/html_style.h"
#include "page/html_writer.h"
#include "words/anatomy_words.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* A hue a layer; bars of what lies below are the same, paler. */
static const char style[] =
    ":root{--entry:#0a58ca;--dispatch:#7a4bc2;--program:#1a7f37;--helpers:#b35900;--exit:#8a6d00;"
    "--hooked:#a8325a;--trigger:#59636e;--unknown:#8c959f}\n"
    "@media(prefers-color-scheme:dark){:root{--entry:#7db4ff;--dispatch:#bc9bff;--program:#5fd07a;"
    "--helpers:#e0954d;--exit:#d9bd4a;--hooked:#ff8fb0;--trigger:#a3adb8;--unknown:#6e7781}}\n"
    ".path{list-style:none;margin:0;padding:0;max-width:none;font-size:.875rem}\n"
    ".path li{display:grid;grid-template-columns:minmax(0,24rem) 4rem minmax(0,1fr);gap:0 .75rem;"
    "align-items:center;border-bottom:1px solid var(--line);padding:.1rem 0}\n"
    ".path .name{white-space:normal;overflow-wrap:anywhere}.path .number{text-align:right;"
    "font-variant-numeric:tabular-nums}\n"
    ".track{position:relative;display:block;height:.9rem}.track "
    "span{position:absolute;top:0;bottom:0;"
    "min-width:1px}.track .below{opacity:.3}\n"
    ".entry{background:var(--entry)}.dispatch{background:var(--dispatch)}"
    ".program{background:var(--program)}.helpers{background:var(--helpers)}"
    ".exit{background:var(--exit)}.hooked{background:var(--hooked)}"
    ".trigger{background:var(--trigger)}.unknown{background:var(--unknown)}\n"
    ".layers dt span{display:inline-block;width:.8rem;"
    "height:.8rem;margin-right:.4rem;vertical-align:-.05rem}\n"
    ".anatomy td:first-child,.anatomy th:first-child{min-width:12rem}"
    ".anatomy td.words{text-align:left}.anatomy .sum td,.anatomy .sum th{font-weight:600}\n"
    "@media(max-width:40rem){.path li{grid-template-columns:1fr max-content}"
    ".track{grid-column:1/-1}}\n";

static void put_head(struct html *html)
{
	fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	      "<title>Where the instructions of a BPF event go</title>\n<style>\n",
	      html->out);
	fprintf(html->out, "%s%s</style>\n</head>\n<body>\n<main>\n", html_style, style);
	fputs("<h1>Where the instructions of a BPF event go</h1>\n"
	      "<p class=\"faint\">What one event runs more with a program attached than without, "
	      "counted by an emulator, function by function. Loads, stores and branches stand "
	      "beside the instructions; time is not measured here.</p>\n",
	      html->out);
}

static void put_number(struct html *html, int64_t sum, uint64_t events)
{
	char text[QUOTIENT_SIZE];

	fprintf(html->out, "<td>%s</td>", counts_quotient(text, sum, events));
}

static void put_counts(struct html *html, const struct counts *counts, uint64_t events)
{
	for (int i = 0; i < COUNTS; i++)
		put_number(html, counts->of[i], events);
}

static void put_row(struct html *html, const struct anatomy *anatomy, const struct anatomy_row *row)
{
	html_put(html, "<tr><th scope=\"row\">", anatomy_function(row->function), "</th>");
	fprintf(html->out, "<td class=\"words\">%s</td>", layer_names[row->layer]);
	put_counts(html, &row->counts, anatomy->events);
	fputs("</tr>\n", html->out);
}

static void put_rows(struct html *html, const struct anatomy *anatomy)
{
	fputs("<h3>By function</h3>\n<div class=\"scroll\"><table class=\"anatomy\">\n<thead><tr>"
	      "<th scope=\"col\">Function</th><th scope=\"col\" class=\"words\">Layer</th>",
	      html->out);
	for (int i = 0; i < COUNTS; i++)
		fprintf(html->out, "<th scope=\"col\" title=\"%s\">%s</th>", count_meanings[i],
			count_headings[i]);
	fputs("</tr></thead>\n<tbody>\n", html->out);
	for (size_t i = 0; i < anatomy->row_count; i++)
		put_row(html, anatomy, &anatomy->rows[i]);
	fputs("<tr class=\"sum\"><th scope=\"row\">Sum</th><td></td>", html->out);
	put_counts(html, &anatomy->total, anatomy->events);
	fputs("</tr></tbody></table></div>\n", html->out);
}

static void put_layers(struct html *html, const struct anatomy *anatomy)
{
	char number[QUOTIENT_SIZE];

	fputs("<dl class=\"layers\">\n", html->out);
	for (size_t layer = 0; layer < LAYERS; layer++) {
		struct counts sum = anatomy_layer_sum(anatomy, (enum layer)layer);

		if (counts_are_zero(&sum))
			continue;
		fprintf(html->out, "<dt><span class=\"%s\">&#160;</span>%s %s</dt><dd>%s</dd>\n",
			layer_names[layer], layer_names[layer],
			counts_quotient(number, sum.of[COUNT_instructions], anatomy->events),
			layer_meanings[layer]);
	}
	fputs("</dl>\n", html->out);
}

static void put_doubts(struct html *html, const struct anatomy *anatomy)
{
	CLEANUP_FREE char *doubts = anatomy_doubts(anatomy);
	char *rest = doubts;

	html->failed |= !doubts;
	for (char *line; (line = strsep(&rest, "\n"));)
		if (*line)
			html_put(html, "<p class=\"warning\">", line, "</p>\n");
}

static void put_anatomy(struct html *html, const struct anatomy *anatomy)
{
	CLEANUP_FREE char *headline = anatomy_headline(anatomy);
	CLEANUP_FREE char *clock = anatomy_clock_sentence(anatomy);

	html->failed |= !headline || !clock;
	html_put(html, "<section>\n<h2>", headline, "</h2>\n");
	html_put(html, "<p class=\"faint\">Sum ", clock, "</p>\n");
	put_doubts(html, anatomy);
	put_layers(html, anatomy);
	html_put_anatomy_path(html, anatomy);
	put_rows(html, anatomy);
	fputs("</section>\n", html->out);
}

static void put_change(struct html *html, const struct differences *differences,
		       const struct counts *before, const struct counts *after,
		       const struct counts *more)
{
	char text[QUOTIENT_SIZE + 1];

	put_number(html, before->of[COUNT_instructions], differences->events);
	put_number(html, after->of[COUNT_instructions], differences->events);
	fprintf(html->out, "<td>%s</td></tr>\n",
		anatomy_signed(text, more->of[COUNT_instructions], differences->events));
}

static void put_difference(struct html *html, const struct differences *differences,
			   const struct difference *difference)
{
	html_put(html, "<tr><th scope=\"row\">",
		 anatomy_function(difference_row(difference)->function), "</th>");
	fprintf(html->out, "<td class=\"words\">%s</td>", difference_names[difference->kind]);
	put_change(html, differences, &difference->before_counts, &difference->after_counts,
		   &difference->more);
}

static void put_differences(struct html *html, const struct differences *differences)
{
	CLEANUP_FREE char *headline = differences_headline(differences);

	html->failed |= !headline;
	html_put(html, "<section>\n<h2>", headline, "</h2>\n");
	fputs(
	    "<div class=\"scroll\"><table class=\"anatomy\">\n<thead><tr><th scope=\"col\">"
	    "Function</th><th scope=\"col\" class=\"words\">Change</th><th scope=\"col\">Before"
	    "</th><th scope=\"col\">After</th><th scope=\"col\">More</th></tr></thead>\n<tbody>\n",
	    html->out);
	for (size_t i = 0; i < differences->count; i++)
		put_difference(html, differences, &differences->rows[i]);
	fputs("<tr class=\"sum\"><th scope=\"row\">Sum</th><td></td>", html->out);
	put_change(html, differences, &differences->before_total, &differences->after_total,
		   &differences->more);
	fputs("</tbody></table></div>\n</section>\n", html->out);
}

static void put_missing(struct html *html, const struct anatomy_set *set)
{
	if (!set->missing_count)
		return;
	fputs("<section>\n<h2>None of</h2>\n<ul class=\"faint\">\n", html->out);
	for (size_t i = 0; i < set->missing_count; i++) {
		const struct anatomy_missing *missing = &set->missing[i];

		html_put(html, "<li>", missing->subject.configuration, ", ");
		html_put(html, "", missing->subject.cell, ": ");
		html_put(html, "", missing->reason, "</li>\n");
	}
	fputs("</ul>\n</section>\n", html->out);
}

int html_anatomy_print(const struct anatomy_set *set, FILE *out,
		       const struct report_options *options)
{
	struct html html = { .out = out };

	(void)options;
	put_head(&html);
	for (size_t i = 0; i < set->difference_count; i++)
		put_differences(&html, &set->differences[i]);
	for (size_t i = 0; i < set->count; i++)
		put_anatomy(&html, set->anatomies[i]);
	put_missing(&html, set);
	fputs("</main>\n</body>\n</html>\n", out);
	return html.failed ? -ENOMEM : 0;
}
