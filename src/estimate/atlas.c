// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/atlas.h"

#include <math.h>
#include "estimate/one_number.h"

bool atlas_is_measured(const struct atlas_figure *figure)
{
	return figure && isfinite(figure->instructions);
}

/* As if one boot had seen it all. */
static struct report_micro figure_seen(const struct atlas_figure *figure)
{
	return (struct report_micro){ .least = figure->least,
				      .most = figure->most,
				      .holds = figure->linear,
				      .agreeing = figure->agreeing,
				      .chunks = figure->chunks };
}

bool atlas_is_exact(const struct atlas_figure *figure)
{
	struct report_micro all;

	if (!atlas_is_measured(figure))
		return false;
	all = figure_seen(figure);
	return is_one_number(&all);
}

bool atlas_same_family(const struct atlas_kernel *one, const struct atlas_kernel *other)
{
	return one->architecture == other->architecture && one->flavour == other->flavour;
}

const struct atlas_figure *atlas_figure_at(const struct atlas *atlas, size_t row, size_t kernel)
{
	size_t place = atlas->places[row * atlas->kernel_count + kernel];

	return place ? &atlas->figures[place - 1] : NULL;
}

bool atlas_is_elsewhere(const struct atlas *atlas, size_t row, size_t kernel)
{
	const struct atlas_row *own = &atlas->rows[row];

	for (size_t i = 0; i < atlas->row_count; i++)
		if (i != row && atlas->rows[i].mechanism == own->mechanism &&
		    atlas->rows[i].program == own->program &&
		    atlas_is_measured(atlas_figure_at(atlas, i, kernel)))
			return !atlas_is_measured(atlas_figure_at(atlas, row, kernel));
	return false;
}
