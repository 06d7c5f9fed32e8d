// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/kernel_columns.h"

#include <string.h>

void kernel_columns_take(const struct kernel_subject *subject, char *const *headings, size_t first,
			 struct kernel_columns *columns)
{
	columns->count = 0;
	for (size_t g = first; g < subject->run->group_count && columns->count < KERNELS_MAX; g++) {
		if (!kernel_subject_has(subject, g))
			continue;
		columns->headings[columns->count] = headings[g];
		columns->groups[columns->count++] = g;
	}
}

/* How much of their beginnings the headings have in common, up to the last hyphen of it. */
static size_t common_begin(const struct kernel_columns *columns)
{
	const char *first = columns->headings[0];
	size_t common = 0;

	for (size_t i = 0; first[i]; i++) {
		for (size_t k = 1; k < columns->count; k++)
			if (columns->headings[k][i] != first[i])
				return common;
		if (first[i] == '-')
			common = i + 1;
	}
	return common;
}

const char *kernel_columns_heading(const struct kernel_columns *columns, enum kernel_layout layout,
				   size_t k, size_t *ret_length)
{
	const char *begin =
	    columns->headings[k] + (layout == KERNEL_SHORT ? common_begin(columns) : 0);

	*ret_length = layout == KERNEL_SHORT ? strcspn(begin, "-") : strlen(begin);
	return begin;
}

static bool same_heading(const struct kernel_columns *columns, size_t k, size_t other)
{
	size_t length, other_length;
	const char *begin = kernel_columns_heading(columns, KERNEL_SHORT, k, &length);
	const char *other_begin =
	    kernel_columns_heading(columns, KERNEL_SHORT, other, &other_length);

	return length == other_length && strncmp(begin, other_begin, length) == 0;
}

bool kernel_columns_can_be_short(const struct kernel_columns *columns)
{
	for (size_t k = 0; k < columns->count; k++)
		for (size_t other = 0; other < k; other++)
			if (same_heading(columns, k, other))
				return false;
	return columns->count > 1;
}
