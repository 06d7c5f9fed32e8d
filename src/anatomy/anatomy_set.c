// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/anatomy_set.h"
#include "common/cleanup.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

bool anatomy_same_cell(const struct anatomy *a, const struct anatomy *b)
{
	return same_text(a->subject.cell, b->subject.cell) &&
	       same_text(a->subject.release, b->subject.release) &&
	       same_text(a->subject.architecture, b->subject.architecture);
}

int anatomy_set_add(struct anatomy_set *set, struct anatomy *anatomy)
{
	struct anatomy **larger =
	    reallocarray(set->anatomies, set->count + 1, sizeof(struct anatomy *));

	if (!larger) {
		anatomy_free(anatomy);
		return -ENOMEM;
	}
	set->anatomies = larger;
	set->anatomies[set->count++] = anatomy;
	return 0;
}

static const char *keep(struct anatomy_set *set, const char *text, bool *failed)
{
	const char *kept = text ? text_pool_keep(&set->texts, text, strlen(text)) : NULL;

	*failed |= text && !kept;
	return kept;
}

int anatomy_set_miss(struct anatomy_set *set, const struct anatomy_subject *subject,
		     const char *reason)
{
	struct anatomy_missing *larger =
	    reallocarray(set->missing, set->missing_count + 1, sizeof(*larger));
	bool failed = false;

	if (!larger)
		return -ENOMEM;
	set->missing = larger;
	larger[set->missing_count++] = (struct anatomy_missing){
		.subject = { .cell = keep(set, subject->cell, &failed),
			     .release = keep(set, subject->release, &failed),
			     .architecture = keep(set, subject->architecture, &failed),
			     .configuration = keep(set, subject->configuration, &failed),
			     .workload = keep(set, subject->workload, &failed) },
		.reason = keep(set, reason, &failed),
	};
	return failed ? -ENOMEM : 0;
}

static bool has_several_cells(const struct anatomy_set *set)
{
	for (size_t i = 1; i < set->count; i++)
		if (!anatomy_same_cell(set->anatomies[0], set->anatomies[i]))
			return true;
	return false;
}

static bool are_alike(const struct anatomy *a, const struct anatomy *b)
{
	return same_text(a->subject.configuration, b->subject.configuration) &&
	       same_text(a->subject.architecture, b->subject.architecture) &&
	       same_text(a->subject.workload, b->subject.workload);
}

typedef bool partner_test(const struct anatomy *a, const struct anatomy *b);

/* Two of one cell that differ in the workload alone. */
static bool are_of_one_treatment(const struct anatomy *a, const struct anatomy *b)
{
	return same_text(a->subject.configuration, b->subject.configuration);
}

/* Two of one cell that differ in the mechanism or in the program, and not in both. */
static bool are_near(const struct anatomy *a, const struct anatomy *b)
{
	bool is_one_hook = same_text(a->subject.mechanism, b->subject.mechanism) &&
			   same_text(a->subject.hook, b->subject.hook);

	return same_text(a->subject.workload, b->subject.workload) &&
	       (is_one_hook || same_text(a->subject.program, b->subject.program));
}

/* Programs of an object are on hooks of their own: what one takes is no change of another's. */
static bool are_on_one_hook(const struct anatomy *a, const struct anatomy *b)
{
	return same_text(a->subject.workload, b->subject.workload) &&
	       same_text(a->subject.hook, b->subject.hook);
}

/* The nearest one before it; NULL: none. */
static const struct anatomy *nearest_before(const struct anatomy_set *set, size_t index,
					    partner_test *are_partners)
{
	for (size_t i = index; i > 0; i--)
		if (are_partners(set->anatomies[i - 1], set->anatomies[index]))
			return set->anatomies[i - 1];
	return NULL;
}

/* The one that an anatomy is held against, or NULL. */
static const struct anatomy *partner_of(const struct anatomy_set *set, size_t index, bool cells)
{
	const struct anatomy *partner;

	if (cells)
		return nearest_before(set, index, are_alike);
	partner = nearest_before(set, index, are_of_one_treatment);
	if (!partner)
		partner = nearest_before(set, index, are_near);
	return partner ? partner : nearest_before(set, index, are_on_one_hook);
}

int anatomy_set_finish(struct anatomy_set *set)
{
	bool cells = has_several_cells(set);
	int code = 0;

	set->differences = calloc(set->count + 1, sizeof(*set->differences));
	if (!set->differences)
		return -ENOMEM;
	for (size_t i = 0; i < set->count && !code; i++) {
		const struct anatomy *partner = partner_of(set, i, cells);

		if (!partner)
			continue;
		code = differences_make(partner, set->anatomies[i],
					&set->differences[set->difference_count]);
		set->difference_count += !code;
	}
	return code;
}

void anatomy_set_release(struct anatomy_set *set)
{
	for (size_t i = 0; i < set->difference_count; i++)
		differences_release(&set->differences[i]);
	for (size_t i = 0; i < set->count; i++)
		anatomy_free(set->anatomies[i]);
	free(set->differences);
	free(set->anatomies);
	free(set->missing);
	text_pool_release(&set->texts);
	*set = (struct anatomy_set){ 0 };
}
