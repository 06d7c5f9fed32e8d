// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/atlas_layout.h"
#include "common/cleanup.h"
#include "words/table.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#define GAP 1
#define LABEL_LEAST 10

bool atlas_part_has(const struct atlas *atlas, const struct atlas_part *part, size_t row)
{
	return atlas->rows[row].program == part->program &&
	       atlas_row_is_seen(atlas, row, part->first, part->end);
}

void atlas_row_note(char text[ATLAS_TEXT_SIZE], const struct atlas *atlas, size_t row)
{
	const char *trigger = atlas->rows[row].trigger;

	*text = '\0';
	if (trigger && atlas_row_is_again(atlas, row))
		snprintf(text, ATLAS_TEXT_SIZE, " by %s", trigger);
}

static size_t larger(size_t one, size_t other)
{
	return one > other ? one : other;
}

static size_t label_width(const struct atlas *atlas, const struct atlas_part *part)
{
	size_t width = LABEL_LEAST;
	char note[ATLAS_TEXT_SIZE];

	for (size_t row = 0; row < atlas->row_count; row++) {
		if (!atlas_part_has(atlas, part, row))
			continue;
		atlas_row_note(note, atlas, row);
		width = larger(width, text_columns(atlas->rows[row].mechanism));
		width = larger(width, text_columns(note));
	}
	return width;
}

static size_t column_width(const struct atlas *atlas, const struct atlas_part *part,
			   const struct atlas_column *column)
{
	size_t width = text_columns(column->heading);
	char text[ATLAS_TEXT_SIZE];

	for (size_t row = 0; row < atlas->row_count; row++) {
		if (!atlas_part_has(atlas, part, row))
			continue;
		atlas_cell_text(text, atlas, row, column->first);
		width = larger(width, text_columns(text));
		atlas_step_text(text, atlas_figure_at(atlas, row, column->first));
		width = larger(width, text_columns(text));
	}
	return width + GAP;
}

static size_t width_of(const struct atlas_layout *layout)
{
	size_t width = layout->label_width;

	for (size_t i = 0; i < layout->count; i++)
		width += layout->columns[i].width;
	return width;
}

/* Whether nothing changed in any row from this kernel to the next. */
static bool says_the_same(const struct atlas *atlas, const struct atlas_part *part, size_t kernel)
{
	char one[ATLAS_TEXT_SIZE], other[ATLAS_TEXT_SIZE];

	for (size_t row = 0; row < atlas->row_count; row++) {
		const struct atlas_figure *next = atlas_figure_at(atlas, row, kernel + 1);

		if (!atlas_part_has(atlas, part, row))
			continue;
		atlas_cell_text(one, atlas, row, kernel);
		atlas_cell_text(other, atlas, row, kernel + 1);
		if (strcmp(one, other) != 0 || (next && isfinite(next->step)))
			return false;
	}
	return true;
}

static void heading_make(const struct atlas *atlas, struct atlas_column *column)
{
	char first[ATLAS_TEXT_SIZE], last[ATLAS_TEXT_SIZE];

	atlas_heading(first, atlas, column->first);
	atlas_heading(last, atlas, column->last);
	if (column->first == column->last)
		snprintf(column->heading, sizeof(column->heading), "%s", first);
	else
		snprintf(column->heading, sizeof(column->heading), "%s-%s", first, last);
}

static void columns_fill(const struct atlas *atlas, const struct atlas_part *part, bool fold,
			 struct atlas_layout *layout)
{
	layout->count = 0;
	for (size_t k = part->first; k < part->end; k++) {
		struct atlas_column *column = &layout->columns[layout->count++];

		*column = (struct atlas_column){ .first = k };
		while (fold && k + 1 < part->end && says_the_same(atlas, part, k))
			k++;
		column->last = k;
		heading_make(atlas, column);
		column->width = column_width(atlas, part, column);
	}
}

static void stretches_find(struct atlas_layout *layout, size_t width)
{
	size_t used = layout->label_width;

	for (size_t i = 0; i < layout->count; i++) {
		struct atlas_column *column = &layout->columns[i];

		column->begins = !i || used + column->width > width;
		used = (column->begins ? layout->label_width : used) + column->width;
	}
}

int atlas_layout_make(const struct atlas *atlas, const struct atlas_part *part, size_t width,
		      struct atlas_layout *ret_layout)
{
	*ret_layout = (struct atlas_layout){
		.columns = calloc(part->end - part->first + 1, sizeof(*ret_layout->columns)),
		.label_width = label_width(atlas, part),
	};
	if (!ret_layout->columns)
		return -ENOMEM;
	columns_fill(atlas, part, false, ret_layout);
	if (width_of(ret_layout) > width)
		columns_fill(atlas, part, true, ret_layout);
	stretches_find(ret_layout, width);
	return 0;
}

void atlas_layout_release(struct atlas_layout *layout)
{
	free(layout->columns);
	*layout = (struct atlas_layout){ 0 };
}
