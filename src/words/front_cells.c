// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/front_cells.h"

#include <math.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "estimate/trust.h"
#include "estimate/one_number.h"
#include "words/count_range.h"
#include "words/withheld.h"

static void set_text(const struct front_cell *at, struct text_buffer *text)
{
	at->table->failed |= text_buffer_error(text) < 0;
	table_set(at->table, at->row, at->column, "%s", text_buffer_get(text));
}

/* Never "-0". */
static double shown(double value, int decimals)
{
	return fabs(value) * pow(10, decimals) < .5 ? 0 : value;
}

static void add_interval(struct text_buffer *text, const struct front_figures *how,
			 const struct interval *interval, int decimals)
{
	double half = fmax(interval->high - interval->estimate, interval->estimate - interval->low);

	text_buffer_add(text, "%+.*f", decimals, shown(interval->estimate, decimals));
	if (isnan(interval->low) || isnan(interval->high) || interval->low == interval->high)
		return;
	if (how->brackets)
		text_buffer_add(text, " [%.*f, %.*f]", decimals, shown(interval->low, decimals),
				decimals, shown(interval->high, decimals));
	else
		text_buffer_add(text, " %s%.*f", how->utf8 ? "±" : "+-", decimals, half);
}

/* Why there is no figure: its status, "withheld", "outside", or nothing at all. */
static void set_absence(const struct front_cell *at, const struct summary_figure *figure)
{
	if (figure->withheld)
		table_set(at->table, at->row, at->column, "%s", withheld_word(figure->withheld));
	else if (figure->result && !report_result_measured(figure->result))
		table_set(at->table, at->row, at->column, "%s", figure->result->status);
}

/* Whole nanoseconds where the tenths are noise. */
static int ns_decimals(const struct interval *amount)
{
	return fabs(amount->estimate) < 100 || amount->high - amount->low < 2 ? 1 : 0;
}

void front_set_ns(const struct front_cell *at, const struct summary_figure *figure)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	if (!figure->present) {
		set_absence(at, figure);
		return;
	}
	add_interval(&text, at->how, &figure->amount, ns_decimals(&figure->amount));
	set_text(at, &text);
}

/* Events that differ among themselves have a mean that is no whole number. */
static int count_decimals(double count)
{
	return fabs(count - round(count)) < .0005 ? 0 : 3;
}

static bool varies(const struct summary_figure *figure)
{
	const struct report_micro *micro = figure->result ? &figure->result->micro : NULL;

	return micro && micro->most - micro->least > TRUST_COUNTS_APART;
}

bool front_is_rough(const struct summary_figure *figure)
{
	return figure->present && figure->result && !varies(figure) &&
	       chunks_differ(&figure->result->micro);
}

static bool kernel_has_rough(const struct summary_kernel *kernel)
{
	for (size_t r = 0; r < kernel->row_count; r++)
		if (front_is_rough(&kernel->rows[r].instructions))
			return true;
	return false;
}

int front_say_rough(struct front_part *part, const struct summary *summary, size_t kernels)
{
	for (size_t k = 0; k < kernels; k++)
		if (kernel_has_rough(&summary->kernels[k]))
			return front_part_say(part, NULL,
					      "~: fewer than half of its chunks agree; measured "
					      "again, it is another number.");
	return 0;
}

/* A count that is not the same each time is no number with decimals, but from where to where. */
void front_set_instructions(const struct front_cell *at, const struct summary_figure *figure,
			    double statistics)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };
	double count = figure->amount.estimate;

	if (!figure->present) {
		set_absence(at, figure);
		return;
	}
	if (varies(figure))
		count_range_tell(&text, figure->result->micro.least, figure->result->micro.most);
	else if (front_is_rough(figure))
		text_buffer_add(&text, "~%.0f", shown(count, 0));
	else
		text_buffer_add(&text, "%.*f", count_decimals(count), count);
	if (isfinite(statistics))
		text_buffer_add(&text, " %+.*f", varies(figure) ? 0 : count_decimals(statistics),
				statistics);
	set_text(at, &text);
}

void front_set_share(const struct front_cell *at, const struct summary_figure *figure)
{
	if (figure->present && isfinite(figure->percent.estimate))
		table_set(at->table, at->row, at->column, "%.1f%%",
			  shown(figure->percent.estimate, 1));
}

bool front_is_doubtful(const struct summary_figure *figure)
{
	return figure->present &&
	       (figure->kind == VERDICT_UNDECIDED || figure->kind == VERDICT_NOISE ||
		figure->kind == VERDICT_NO_INTERVAL);
}

bool front_is_none(const struct summary_figure *figure)
{
	return figure->present && figure->kind == VERDICT_UNSEEN && isfinite(figure->seen_percent);
}

static void set_difference(const struct front_cell *at, const struct summary_figure *figure)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	add_interval(&text, at->how, &figure->percent, 1);
	if (front_is_doubtful(figure))
		text_buffer_add(&text, "?");
	set_text(at, &text);
}

void front_set_effect(const struct front_cell *at, const struct summary_figure *figure)
{
	if (!figure->present)
		set_absence(at, figure);
	else if (front_is_none(figure))
		table_set(at->table, at->row, at->column, "none > %.1f", figure->seen_percent);
	else
		set_difference(at, figure);
}
