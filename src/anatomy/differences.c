// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/differences.h"
#include "anatomy/function_name.h"
#include "common/cleanup.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const char *const difference_names[DIFFERENCE_KINDS] = {
	[DIFFERENCE_NEW] = "new",	[DIFFERENCE_GONE] = "gone",
	[DIFFERENCE_LONGER] = "longer", [DIFFERENCE_SHORTER] = "shorter",
	[DIFFERENCE_OTHER] = "other",	[DIFFERENCE_NONE] = "same",
};

typedef bool (*likeness)(const struct anatomy_row *before, const struct anatomy_row *after);

static const char *text_of(const char *text)
{
	return text ? text : "";
}

static bool same_name(const struct anatomy_row *before, const struct anatomy_row *after)
{
	return !strcmp(text_of(before->function), text_of(after->function));
}

static bool same_function(const struct anatomy_row *before, const struct anatomy_row *after)
{
	return same_name(before, after) && !strcmp(text_of(before->module), text_of(after->module));
}

static bool same_stem(const struct anatomy_row *before, const struct anatomy_row *after)
{
	char one[FUNCTION_NAME_SIZE], other[FUNCTION_NAME_SIZE];

	return before->function && after->function &&
	       !strcmp(function_stem(one, before->function), function_stem(other, after->function));
}

/* partners: of each row of `before` one of `after`, or NULL; taken: which of these have one. */
static void partners_find(const struct anatomy *before, const struct anatomy *after, likeness alike,
			  const struct anatomy_row **partners, bool *taken)
{
	for (size_t b = 0; b < before->row_count; b++)
		for (size_t a = 0; a < after->row_count && !partners[b]; a++) {
			if (taken[a] || !alike(&before->rows[b], &after->rows[a]))
				continue;
			partners[b] = &after->rows[a];
			taken[a] = true;
		}
}

static struct counts scaled(const struct anatomy_row *row, uint64_t factor)
{
	struct counts counts = { 0 };

	for (int i = 0; row && i < COUNTS; i++)
		counts.of[i] = row->counts.of[i] * (int64_t)factor;
	return counts;
}

static enum difference_kind kind_of(const struct difference *difference)
{
	int64_t more = difference->more.of[COUNT_instructions];

	if (!difference->before || !difference->after)
		return difference->after ? DIFFERENCE_NEW : DIFFERENCE_GONE;
	if (more)
		return more > 0 ? DIFFERENCE_LONGER : DIFFERENCE_SHORTER;
	return counts_are_zero(&difference->more) ? DIFFERENCE_NONE : DIFFERENCE_OTHER;
}

static void add(struct differences *differences, const struct anatomy_row *before,
		const struct anatomy_row *after)
{
	struct difference *row = &differences->rows[differences->count++];

	row->before = before;
	row->after = after;
	row->before_counts = scaled(before, differences->events / differences->before->events);
	row->after_counts = scaled(after, differences->events / differences->after->events);
	row->more = row->after_counts;
	counts_subtract(&row->more, &row->before_counts);
	row->kind = kind_of(row);
	counts_add(&differences->before_total, &row->before_counts);
	counts_add(&differences->after_total, &row->after_counts);
	counts_add(&differences->more, &row->more);
}

static int64_t change_of(const struct difference *difference)
{
	return llabs(difference->more.of[COUNT_instructions]);
}

static int compare(const void *a, const void *b)
{
	const struct difference *one = a, *other = b;
	int64_t change = change_of(one), other_change = change_of(other);

	if (change != other_change)
		return change > other_change ? -1 : 1;
	return strcmp(text_of(difference_row(one)->function),
		      text_of(difference_row(other)->function));
}

static void rows_make(struct differences *differences, const struct anatomy_row **partners,
		      const bool *taken)
{
	for (size_t b = 0; b < differences->before->row_count; b++)
		add(differences, &differences->before->rows[b], partners[b]);
	for (size_t a = 0; a < differences->after->row_count; a++)
		if (!taken[a])
			add(differences, NULL, &differences->after->rows[a]);
	qsort(differences->rows, differences->count, sizeof(*differences->rows), compare);
}

int differences_make(const struct anatomy *before, const struct anatomy *after,
		     struct differences *ret_differences)
{
	static const likeness likenesses[] = { same_function, same_name, same_stem };
	size_t most = before->row_count + after->row_count + 1;
	CLEANUP_FREE const struct anatomy_row **partners = calloc(most, sizeof(*partners));
	CLEANUP_FREE bool *taken = calloc(most, sizeof(*taken));
	struct differences differences = {
		.before = before,
		.after = after,
		.events = before->events == after->events ? before->events
							  : before->events * after->events,
		.rows = calloc(most, sizeof(*differences.rows)),
	};

	if (!partners || !taken || !differences.rows) {
		differences_release(&differences);
		return -ENOMEM;
	}
	for (size_t i = 0; i < ARRAY_SIZE(likenesses); i++)
		partners_find(before, after, likenesses[i], partners, taken);
	rows_make(&differences, partners, taken);
	*ret_differences = differences;
	return 0;
}

void differences_release(struct differences *differences)
{
	free(differences->rows);
	*differences = (struct differences){ 0 };
}

const struct anatomy_row *difference_row(const struct difference *difference)
{
	return difference->after ? difference->after : difference->before;
}
