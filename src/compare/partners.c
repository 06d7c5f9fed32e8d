// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/partners.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "words/cell_words.h"

void partners_free(struct partners *partners, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(partners[i].name);
	free(partners);
}

static bool same_text(const char *one, const char *other)
{
	return one == other || (one && other && strcmp(one, other) == 0);
}

/* A kernel that never answered has no release, but is still the one that was named. */
static bool same_kernel(const struct cell_group *one, const struct cell_group *other)
{
	if (one->release && other->release)
		return strcmp(one->release, other->release) == 0;
	return same_text(one->kernel, other->kernel);
}

static bool same_architecture(const struct cell_group *one, const struct cell_group *other)
{
	return !one->architecture || !other->architecture ||
	       strcmp(one->architecture, other->architecture) == 0;
}

static bool fit(const struct cell_group *one, const struct cell_group *other)
{
	return strcmp(one->timing, other->timing) == 0 && same_architecture(one, other) &&
	       same_kernel(one, other);
}

/* Two builds may call themselves one release. */
static bool fit_by_name(const struct cell_group *one, const struct cell_group *other)
{
	return fit(one, other) && same_text(one->kernel, other->kernel);
}

static bool is_taken(const struct partners *partners, size_t count, size_t group)
{
	for (size_t i = 0; i < count; i++)
		if (partners[i].group[1] == group)
			return true;
	return false;
}

typedef bool fit_function(const struct cell_group *one, const struct cell_group *other);

static size_t find_free(const struct run_report *b, const struct cell_group *own,
			const struct partners *partners, size_t count, fit_function *fits)
{
	for (size_t g = 0; g < b->group_count; g++)
		if (fits(own, &b->groups[g]) && !is_taken(partners, count, g))
			return g;
	return NO_PARTNER;
}

/* For all of A that have no partner yet. */
static void find_more(const struct run_report *a, const struct run_report *b,
		      struct partners *partners, fit_function *fits)
{
	for (size_t g = 0; g < a->group_count; g++)
		if (partners[g].group[1] == NO_PARTNER)
			partners[g].group[1] =
			    find_free(b, &a->groups[g], partners, a->group_count, fits);
}

static int name_all(const struct run_report *a, const struct run_report *b,
		    struct partners *partners, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		bool in_a = partners[i].group[0] != NO_PARTNER;

		partners[i].name = cell_group_name(in_a ? a : b, partners[i].group[in_a ? 0 : 1]);
		if (!partners[i].name)
			return -ENOMEM;
	}
	return 0;
}

static size_t find_all(const struct run_report *a, const struct run_report *b,
		       struct partners *partners)
{
	size_t count = a->group_count;

	for (size_t g = 0; g < count; g++)
		partners[g] = (struct partners){ { g, NO_PARTNER }, NULL };
	find_more(a, b, partners, fit_by_name);
	find_more(a, b, partners, fit);
	for (size_t g = 0; g < b->group_count; g++)
		if (!is_taken(partners, count, g))
			partners[count++] = (struct partners){ { NO_PARTNER, g }, NULL };
	return count;
}

int partners_find(const struct run_report *a, const struct run_report *b,
		  struct partners **ret_partners, size_t *ret_count)
{
	struct partners *partners = calloc(a->group_count + b->group_count, sizeof(*partners));
	bool only = a->group_count == 1 && b->group_count == 1;
	size_t count = 1;

	if (!partners)
		return -ENOMEM;
	if (!only)
		count = find_all(a, b, partners);
	if (!only && name_all(a, b, partners, count) < 0) {
		partners_free(partners, count);
		return -ENOMEM;
	}
	*ret_partners = partners;
	*ret_count = count;
	return 0;
}

json_t *group_facts(const struct run_report *run, size_t group)
{
	return group == NO_PARTNER ? NULL : cell_group_facts(run, group);
}

const char *group_missing(const struct run_report *run, size_t group)
{
	const struct cell_record *cell;

	if (group == NO_PARTNER)
		return "it has no such kernel";
	for (size_t i = cell_group_next(run, group, SIZE_MAX); i != SIZE_MAX;
	     i = cell_group_next(run, group, i))
		if (run->reports[i]->result_count)
			return NULL;
	cell = run_report_cell(run, run->groups[group].first);
	return cell && cell->reason ? cell->reason : "the run ended before it was measured";
}
