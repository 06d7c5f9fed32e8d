// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/object_loads.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"

enum loads { LOADS_UNKNOWN, LOADS_NOT, LOADS };

static const struct report_result *any_result(const struct summary_row *row)
{
	return row->instructions.result ? row->instructions.result : row->unmeasured;
}

static const struct report_result *result_of(const struct summary_kernel *kernel,
					     const struct treatment_record *treatment)
{
	for (size_t r = 0; r < kernel->row_count; r++)
		if (kernel->rows[r].treatment == treatment && any_result(&kernel->rows[r]))
			return any_result(&kernel->rows[r]);
	return NULL;
}

/* What was not loaded for want of memory or of a privilege may load on that kernel. */
static enum loads loads_by(const struct report_result *result)
{
	if (!result || !result->look)
		return LOADS_UNKNOWN;
	if (json_is_true(json_object_get(result->look, "loads")))
		return LOADS;
	return strcmp(result->status, "unsupported") == 0 ? LOADS_NOT : LOADS_UNKNOWN;
}

/* Of each kernel of the names, in their order. */
static void loads_find(const struct summary *summary, const struct kernel_names *names,
		       const struct treatment_record *treatment, enum loads *ret_loads)
{
	for (size_t i = 0; i < names->count; i++)
		ret_loads[i] = loads_by(result_of(&summary->kernels[names->kernels[i]], treatment));
}

static size_t count_of(const enum loads *loads, size_t count, enum loads what)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		found += loads[i] == what;
	return found;
}

/* Whether it is a kernel's age that decides: none that loads is older than one that does not. */
static bool is_by_age(const enum loads *loads, size_t count)
{
	bool seen = false;

	for (size_t i = 0; i < count; i++) {
		if (seen && loads[i] != LOADS)
			return false;
		seen |= loads[i] == LOADS;
	}
	return seen;
}

static size_t first_of(const enum loads *loads, size_t count, enum loads what)
{
	size_t i = 0;

	while (i < count && loads[i] != what)
		i++;
	return i;
}

static void list_add(struct text_buffer *text, const struct kernel_names *names,
		     const enum loads *loads, enum loads what)
{
	const char *before = "";

	for (size_t i = 0; i < names->count; i++)
		if (loads[i] == what) {
			text_buffer_add(text, "%s%s", before, names->names[i]);
			before = ", ";
		}
}

static const char *release_of(const struct summary *summary, const struct kernel_names *names,
			      size_t index)
{
	size_t group = summary->kernels[names->kernels[index]].counted;
	const char *release = summary->run->groups[group].release;

	return release ? release : names->names[index];
}

static void unknown_add(struct text_buffer *text, const struct kernel_names *names,
			const enum loads *loads)
{
	if (count_of(loads, names->count, LOADS_UNKNOWN)) {
		text_buffer_add(text, "; not known: ");
		list_add(text, names, loads, LOADS_UNKNOWN);
	}
}

/* "loads on no kernel of the run"; "does not load on 5.10; not known: 6.1" */
static void nowhere_add(struct text_buffer *text, const struct kernel_names *names,
			const enum loads *loads, bool several)
{
	if (count_of(loads, names->count, LOADS_NOT) == names->count) {
		text_buffer_add(text, "%s on no kernel of the run", several ? "load" : "loads");
		return;
	}
	text_buffer_add(text, "%s not load on ", several ? "do" : "does");
	list_add(text, names, loads, LOADS_NOT);
	unknown_add(text, names, loads);
}

/* "on 6.1 and later (smallest: 6.1.0-56-cloud-amd64), not on 5.10" */
static void where_add(struct text_buffer *text, const struct summary *summary,
		      const struct kernel_names *names, const enum loads *loads)
{
	size_t oldest = first_of(loads, names->count, LOADS);

	if (is_by_age(loads, names->count) && oldest + 1 < names->count) {
		text_buffer_add(text, "on %s and later", names->names[oldest]);
	} else {
		text_buffer_add(text, "on ");
		list_add(text, names, loads, LOADS);
	}
	text_buffer_add(text, " (smallest: %s)", release_of(summary, names, oldest));
	if (count_of(loads, names->count, LOADS_NOT)) {
		text_buffer_add(text, ", not on ");
		list_add(text, names, loads, LOADS_NOT);
	}
	unknown_add(text, names, loads);
}

/* What is to be said of each program, and of which the same. */
struct telling {
	const struct summary *summary;
	const struct kernel_names *names;
	enum loads *loads; /* of each treatment and kernel */
};

static const enum loads *loads_of(const struct telling *telling, size_t treatment)
{
	return telling->loads + treatment * telling->names->count;
}

static bool is_program(const struct telling *telling, size_t treatment)
{
	const struct run_data *data = telling->summary->run->data;

	return strcmp(data->treatments[treatment].kind, "object") == 0 &&
	       count_of(loads_of(telling, treatment), telling->names->count, LOADS_UNKNOWN) <
		   telling->names->count;
}

static bool is_same(const struct telling *telling, size_t one, size_t other)
{
	return is_program(telling, one) && is_program(telling, other) &&
	       memcmp(loads_of(telling, one), loads_of(telling, other),
		      telling->names->count * sizeof(enum loads)) == 0;
}

static bool is_told(const struct telling *telling, size_t treatment)
{
	for (size_t t = 0; t < treatment; t++)
		if (is_same(telling, t, treatment))
			return true;
	return false;
}

static size_t names_add(struct text_buffer *text, const struct telling *telling, size_t first)
{
	const struct run_data *data = telling->summary->run->data;
	size_t count = 0;

	for (size_t t = first; t < data->treatment_count; t++)
		if (is_same(telling, t, first)) {
			text_buffer_add(text, "%s%s", count ? ", " : "", data->treatments[t].name);
			count++;
		}
	return count;
}

static int line_say(const struct telling *telling, size_t treatment, struct front_part *part)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };
	const struct kernel_names *names = telling->names;
	const enum loads *loads = loads_of(telling, treatment);
	bool several = names_add(&text, telling, treatment) > 1;
	const char *verb = several ? "load" : "loads";
	size_t loading = count_of(loads, names->count, LOADS);

	text_buffer_add(&text, ": ");
	if (!loading) {
		nowhere_add(&text, names, loads, several);
	} else if (loading == names->count) {
		text_buffer_add(&text, "%s on each kernel (smallest: %s)", verb,
				release_of(telling->summary, names, 0));
	} else {
		text_buffer_add(&text, "%s ", verb);
		where_add(&text, telling->summary, names, loads);
	}
	return text_buffer_error(&text) < 0
		   ? -ENOMEM
		   : front_part_say(part, NULL, "%s.", text_buffer_get(&text));
}

int object_loads_say(const struct summary *summary, const struct kernel_names *names,
		     struct front_part *part)
{
	const struct run_data *data = summary->run->data;
	struct telling telling = { summary, names, NULL };
	int code = 0;

	telling.loads = calloc(data->treatment_count * names->count + 1, sizeof(enum loads));
	if (!telling.loads)
		return -ENOMEM;
	for (size_t t = 0; t < data->treatment_count; t++)
		loads_find(summary, names, &data->treatments[t], telling.loads + t * names->count);
	for (size_t t = 0; t < data->treatment_count && code == 0; t++)
		if (is_program(&telling, t) && !is_told(&telling, t))
			code = line_say(&telling, t, part);
	free(telling.loads);
	return code;
}
