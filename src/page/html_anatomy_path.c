// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A bar a frame, in the order in which they ran: as wide as what ran in it and below it, beginning
 * where in the event it begins; its own instructions are the solid part.  What an event has fewer
 * of than the bare one has a number and no bar.
 */
#include "page/html_anatomy_path.h"
#include "common/cleanup.h"

/* Where a frame's bar lies, in instructions. */
struct bar {
	uint64_t own, all, begin;
};

static uint64_t own_of(const struct frame *frame)
{
	int64_t own = frame->counts.of[COUNT_instructions];

	return own > 0 ? (uint64_t)own : 0;
}

/* What is below a frame comes behind it in the list. */
static void bars_make(const struct anatomy *anatomy, struct bar *bars)
{
	uint64_t begin = 0;

	for (size_t i = anatomy->frame_count; i > 0; i--) {
		const struct frame *frame = &anatomy->frames[i - 1];

		bars[i - 1].own = own_of(frame);
		bars[i - 1].all += bars[i - 1].own;
		if (frame->parent != FRAME_NONE)
			bars[frame->parent].all += bars[i - 1].all;
	}
	for (size_t i = 0; i < anatomy->frame_count; i++) {
		bars[i].begin = begin;
		begin += bars[i].own;
	}
}

static double percent(uint64_t part, uint64_t whole)
{
	return whole ? 100. * (double)part / (double)whole : 0;
}

static void put_frame(struct html *html, const struct anatomy *anatomy, const struct frame *frame,
		      const struct bar *bar, uint64_t whole)
{
	char number[QUOTIENT_SIZE];

	fprintf(html->out, "<li><span class=\"name\" style=\"padding-left:%urem\">",
		frame->depth < 12 ? frame->depth : 12);
	html_put(html, "", anatomy_function(frame->function), "</span>");
	fprintf(
	    html->out, "<span class=\"number\">%s</span>",
	    counts_quotient(number, frame->counts.of[COUNT_instructions], anatomy->frame_events));
	fprintf(html->out,
		"<span class=\"track\"><span class=\"below %s\" style=\"left:%.2f%%;width:%.2f%%\">"
		"&#160;</span><span class=\"%s\" "
		"style=\"left:%.2f%%;width:%.2f%%\">&#160;</span></span>"
		"</li>\n",
		layer_names[frame->layer], percent(bar->begin, whole), percent(bar->all, whole),
		layer_names[frame->layer], percent(bar->begin, whole), percent(bar->own, whole));
}

static uint64_t whole_of(const struct anatomy *anatomy)
{
	uint64_t whole = 0;

	for (size_t i = 0; i < anatomy->frame_count; i++)
		whole += own_of(&anatomy->frames[i]);
	return whole;
}

void html_put_anatomy_path(struct html *html, const struct anatomy *anatomy)
{
	CLEANUP_FREE struct bar *bars = calloc(anatomy->frame_count + 1, sizeof(*bars));
	uint64_t whole = whole_of(anatomy);

	if (!bars) {
		html->failed = true;
		return;
	}
	if (!anatomy->frame_count)
		return;
	bars_make(anatomy, bars);
	fputs("<h3>In its own order</h3>\n<p class=\"faint\">A line each time that a function "
	      "runs, below what called it: its own instructions, and where in the event they and "
	      "those below it lie.</p>\n<ul class=\"path\">\n",
	      html->out);
	for (size_t i = 0; i < anatomy->frame_count; i++)
		put_frame(html, anatomy, &anatomy->frames[i], &bars[i], whole);
	fputs("</ul>\n", html->out);
}
