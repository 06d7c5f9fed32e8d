// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/atlas_order.h"
#include "common/cleanup.h"
#include "protocol/names.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Elements are sorted as numbers of themselves, so that what refers to them can follow. */
static size_t *numbers_make(size_t count)
{
	size_t *numbers = calloc(count + 1, sizeof(*numbers));

	for (size_t i = 0; numbers && i < count; i++)
		numbers[i] = i;
	return numbers;
}

static int text_compare(const char *left, const char *right)
{
	return strcmp(left ? left : "", right ? right : "");
}

/* x86_64 before aarch64, which has fewer readers; then the flavours, then the versions. */
static int kernels_compare(const void *left, const void *right, void *context)
{
	const struct atlas *atlas = context;
	const struct atlas_kernel *one = &atlas->kernels[*(const size_t *)left];
	const struct atlas_kernel *other = &atlas->kernels[*(const size_t *)right];
	int order = -strcmp(one->architecture, other->architecture);

	if (!order)
		order = strcmp(one->flavour, other->flavour);
	return order ? order : strverscmp(one->release, other->release);
}

/* The elements in the order of the numbers; *ret_now says where each old one is.  0 or -ENOMEM. */
static int reorder(void *elements, size_t size, const size_t *numbers, size_t count,
		   size_t **ret_now)
{
	CLEANUP_FREE char *old = malloc(count * size + 1);
	CLEANUP_FREE size_t *now = calloc(count + 1, sizeof(*now));

	if (!old || !now)
		return -ENOMEM;
	if (count)
		memcpy(old, elements, count * size);
	for (size_t i = 0; i < count; i++) {
		memcpy((char *)elements + i * size, old + numbers[i] * size, size);
		now[numbers[i]] = i;
	}
	*ret_now = take_pointer(now);
	return 0;
}

static int kernels_order(struct atlas *atlas)
{
	CLEANUP_FREE size_t *numbers = numbers_make(atlas->kernel_count);
	CLEANUP_FREE size_t *now = NULL;
	int code;

	if (!numbers)
		return -ENOMEM;
	qsort_r(numbers, atlas->kernel_count, sizeof(*numbers), kernels_compare, atlas);
	code = reorder(atlas->kernels, sizeof(*atlas->kernels), numbers, atlas->kernel_count, &now);
	for (size_t i = 0; i < atlas->figure_count && !code; i++)
		atlas->figures[i].kernel = now[atlas->figures[i].kernel];
	return code;
}

static int program_rank(const char *program)
{
	const struct program_name *known = program_name_find(program, NULL);

	return known ? (int)(known - program_names) : PROGRAM_COUNT;
}

static int mechanism_rank(const char *mechanism)
{
	const struct mechanism_name *known = mechanism_name_find(mechanism);

	return known ? (int)(known - mechanism_names) : MECHANISM_COUNT;
}

/* The newest kernel that has a number in it, from 1; 0: none. */
static size_t row_reach(const struct atlas *atlas, size_t row)
{
	size_t reach = 0;

	for (size_t i = 0; i < atlas->figure_count; i++) {
		const struct atlas_figure *figure = &atlas->figures[i];

		if (figure->row == row && atlas_is_measured(figure) && figure->kernel >= reach)
			reach = figure->kernel + 1;
	}
	return reach;
}

static int rows_compare(const void *left, const void *right, void *context)
{
	const struct atlas *atlas = context;
	size_t left_row = *(const size_t *)left, right_row = *(const size_t *)right;
	const struct atlas_row *one = &atlas->rows[left_row], *other = &atlas->rows[right_row];
	size_t reach = row_reach(atlas, left_row), other_reach = row_reach(atlas, right_row);
	int order = program_rank(one->program) - program_rank(other->program);

	if (!order)
		order = strcmp(one->program, other->program);
	if (!order)
		order = mechanism_rank(one->mechanism) - mechanism_rank(other->mechanism);
	if (!order)
		order = strcmp(one->mechanism, other->mechanism);
	if (!order)
		order = (reach < other_reach) - (reach > other_reach);
	if (!order)
		order = text_compare(one->trigger, other->trigger);
	return order ? order : text_compare(one->hook, other->hook);
}

static int rows_order(struct atlas *atlas)
{
	CLEANUP_FREE size_t *numbers = numbers_make(atlas->row_count);
	CLEANUP_FREE size_t *now = NULL;
	int code;

	if (!numbers)
		return -ENOMEM;
	qsort_r(numbers, atlas->row_count, sizeof(*numbers), rows_compare, atlas);
	code = reorder(atlas->rows, sizeof(*atlas->rows), numbers, atlas->row_count, &now);
	for (size_t i = 0; i < atlas->figure_count && !code; i++)
		atlas->figures[i].row = now[atlas->figures[i].row];
	return code;
}

int atlas_order(struct atlas *atlas)
{
	int code = kernels_order(atlas);

	return code ? code : rows_order(atlas);
}

static size_t *place_of(struct atlas *atlas, size_t row, size_t kernel)
{
	return &atlas->places[row * atlas->kernel_count + kernel];
}

/* Whether what has no number belongs to this row, too. */
static bool row_takes(const struct atlas *atlas, size_t row, size_t unmeasured)
{
	const struct atlas_row *own = &atlas->rows[row], *other = &atlas->rows[unmeasured];

	return row != unmeasured && own->hook && own->mechanism == other->mechanism &&
	       own->program == other->program &&
	       (!other->trigger || own->trigger == other->trigger);
}

static bool row_is_taken(const struct atlas *atlas, size_t unmeasured)
{
	for (size_t i = 0; i < atlas->row_count; i++)
		if (row_takes(atlas, i, unmeasured))
			return true;
	return false;
}

/* Where a number is, the row has it; where another row has it, atlas_is_elsewhere() says so. */
static void unmeasured_place(struct atlas *atlas, size_t figure)
{
	size_t kernel = atlas->figures[figure].kernel, from = atlas->figures[figure].row;
	bool first = true;

	for (size_t i = 0; i < atlas->row_count; i++) {
		size_t *place = place_of(atlas, i, kernel);

		if (!row_takes(atlas, i, from) || *place || atlas_is_elsewhere(atlas, i, kernel))
			continue;
		*place = figure + 1;
		if (first)
			atlas->figures[figure].row = i;
		first = false;
	}
}

/* Rows whose figures all went into others have nothing left. */
static void rows_leave(struct atlas *atlas, const bool *taken)
{
	size_t kept = 0;

	for (size_t i = 0; i < atlas->row_count; i++) {
		if (taken[i])
			continue;
		memmove(place_of(atlas, kept, 0), place_of(atlas, i, 0),
			atlas->kernel_count * sizeof(*atlas->places));
		atlas->rows[kept] = atlas->rows[i];
		for (size_t f = 0; f < atlas->figure_count; f++)
			if (atlas->figures[f].row == i)
				atlas->figures[f].row = kept;
		kept++;
	}
	atlas->row_count = kept;
}

int atlas_places_find(struct atlas *atlas)
{
	CLEANUP_FREE bool *taken = calloc(atlas->row_count + 1, sizeof(*taken));

	atlas->places = calloc(atlas->row_count * atlas->kernel_count + 1, sizeof(*atlas->places));
	if (!taken || !atlas->places)
		return -ENOMEM;
	for (size_t i = 0; i < atlas->row_count; i++)
		taken[i] = !atlas->rows[i].hook && row_is_taken(atlas, i);
	for (size_t i = 0; i < atlas->figure_count; i++)
		if (!taken[atlas->figures[i].row])
			*place_of(atlas, atlas->figures[i].row, atlas->figures[i].kernel) = i + 1;
	for (size_t i = 0; i < atlas->figure_count; i++)
		if (taken[atlas->figures[i].row])
			unmeasured_place(atlas, i);
	rows_leave(atlas, taken);
	return 0;
}

static bool differ(const struct atlas_figure *one, const struct atlas_figure *other)
{
	return one->most < other->least || other->most < one->least;
}

static void row_steps_find(struct atlas *atlas, size_t row)
{
	const struct atlas_figure *before = NULL;

	for (size_t k = 0; k < atlas->kernel_count; k++) {
		size_t place = *place_of(atlas, row, k);
		struct atlas_figure *figure = place ? &atlas->figures[place - 1] : NULL;

		if (!atlas_is_measured(figure))
			continue;
		if (before &&
		    atlas_same_family(&atlas->kernels[before->kernel], &atlas->kernels[k])) {
			figure->before = before->kernel;
			if (differ(before, figure))
				figure->step = figure->instructions - before->instructions;
		}
		before = figure;
	}
}

void atlas_steps_find(struct atlas *atlas)
{
	for (size_t i = 0; i < atlas->row_count; i++)
		row_steps_find(atlas, i);
}
