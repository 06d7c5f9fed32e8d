// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/kernel_names.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "words/cell_words.h"
#include "words/kernel_columns.h"

static const char *release_of(const struct summary *summary, size_t kernel)
{
	const char *release = summary->run->groups[summary->kernels[kernel].counted].release;

	return release ? release : "";
}

/* Few enough to be put into their places one by one. */
static void kernel_insert(const struct summary *summary, size_t kernel, struct kernel_names *names)
{
	size_t at = names->count++;

	while (at > 0 && strverscmp(release_of(summary, names->kernels[at - 1]),
				    release_of(summary, kernel)) > 0) {
		names->kernels[at] = names->kernels[at - 1];
		at--;
	}
	names->kernels[at] = kernel;
}

static int names_in_full(const struct summary *summary, struct kernel_names *names)
{
	for (size_t i = 0; i < names->count; i++) {
		size_t group = summary->kernels[names->kernels[i]].counted;

		names->names[i] = cell_group_heading(summary->run, group);
		if (!names->names[i])
			return -ENOMEM;
	}
	return 0;
}

/* A table's columns have room for so many; of more than that the names stay what they are. */
static int names_shorten(struct kernel_names *names)
{
	struct kernel_columns columns = { .count = names->count };
	char *names_short[KERNELS_MAX];

	if (names->count > KERNELS_MAX)
		return 0;
	for (size_t i = 0; i < names->count; i++)
		columns.headings[i] = names->names[i];
	if (!kernel_columns_can_be_short(&columns))
		return 0;
	for (size_t i = 0; i < names->count; i++) {
		size_t length;
		const char *begin = kernel_columns_heading(&columns, KERNEL_SHORT, i, &length);

		names_short[i] = strndup(begin, length);
	}
	for (size_t i = 0; i < names->count; i++) {
		free(names->names[i]);
		names->names[i] = names_short[i];
	}
	for (size_t i = 0; i < names->count; i++)
		if (!names->names[i])
			return -ENOMEM;
	return 0;
}

int kernel_names_make(const struct summary *summary, struct kernel_names *ret_names)
{
	int code;

	*ret_names = (struct kernel_names){
		.kernels = calloc(summary->kernel_count + 1, sizeof(*ret_names->kernels)),
		.names = calloc(summary->kernel_count + 1, sizeof(*ret_names->names)),
	};
	if (!ret_names->kernels || !ret_names->names)
		return -ENOMEM;
	for (size_t k = 0; k < summary->kernel_count; k++)
		if (summary->kernels[k].counted != SIZE_MAX)
			kernel_insert(summary, k, ret_names);
	code = names_in_full(summary, ret_names);
	return code < 0 ? code : names_shorten(ret_names);
}

void kernel_names_release(struct kernel_names *names)
{
	for (size_t i = 0; names->names && i < names->count; i++)
		free(names->names[i]);
	free(names->names);
	free(names->kernels);
	*names = (struct kernel_names){ 0 };
}
