// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/kernel_causes.h"

#include <errno.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "estimate/across.h"
#include "words/cell_words.h"

/* Facts of the machine on which an exact figure depends. */
static const struct {
	const char *key, *words;
} causes[] = {
	{ "kernel_package", "kernel" },
	{ "agent_sha256", "agent (SHA-256)" },
	{ "qemu", "QEMU" },
	{ "cpu_model", "CPU model" },
	{ "boot_parameters", "boot parameters" },
};

static const char *fact_of(const json_t *facts, const char *key)
{
	const char *text = json_string_value(json_object_get(facts, key));

	return text ? text : "unknown";
}

/* Whether there are two kernels that count, and which. */
static bool find_two(const struct run_report *run, size_t ret_groups[2])
{
	size_t count = 0;

	for (size_t g = 0; g < run->group_count; g++) {
		if (strcmp(run->groups[g].timing, "counted") != 0)
			continue;
		if (count < 2)
			ret_groups[count] = g;
		count++;
	}
	return count == 2;
}

static bool row_differs(const struct run_report *run, const size_t groups[2],
			const struct report_result *result)
{
	struct across_key key = { result->workload, result->configuration,
				  across_metric(run, groups[0], result->workload), ACROSS_AMOUNT };
	struct across one, other;

	/* What is not exact varies a little, whatever the kernel. */
	if (!metric_is_exact(key.metric))
		return false;
	one = across_boots(run, groups[0], &key);
	other = across_boots(run, groups[1], &key);
	return one.measured && other.measured && (one.mean < other.mean || one.mean > other.mean) &&
	       across_same_event(run, groups, key.workload, key.configuration) == EVENT_SAME;
}

static bool rows_of_boot_differ(const struct run_report *run, const size_t groups[2],
				const struct report *boot)
{
	for (size_t i = 0; i < boot->result_count; i++)
		if (boot->results[i].role == ROLE_TREATMENT &&
		    row_differs(run, groups, &boot->results[i]))
			return true;
	return false;
}

/* The first boot alone need not have all that others have. */
static bool rows_differ(const struct run_report *run, const size_t groups[2])
{
	for (size_t i = cell_group_next(run, groups[0], SIZE_MAX); i != SIZE_MAX;
	     i = cell_group_next(run, groups[0], i))
		if (rows_of_boot_differ(run, groups, run->reports[i]))
			return true;
	return false;
}

static void add_causes(struct text_buffer *list, const json_t *one, const json_t *other)
{
	for (size_t i = 0; i < ARRAY_SIZE(causes); i++) {
		const char *own = fact_of(one, causes[i].key);
		const char *its = fact_of(other, causes[i].key);

		if (strcmp(own, its) != 0)
			text_buffer_add(list, "%s%s: %s, then %s", list->length ? "; " : "",
					causes[i].words, own, its);
	}
}

int say_kernel_causes(struct sentences *to, const struct run_report *run)
{
	CLEANUP(text_buffer_release) struct text_buffer list = { 0 };
	size_t groups[2];
	CLEANUP_FREE char *one = NULL, *other = NULL;

	if (!find_two(run, groups) || !rows_differ(run, groups))
		return 0;
	add_causes(&list, cell_group_facts(run, groups[0]), cell_group_facts(run, groups[1]));
	one = cell_group_name(run, groups[0]);
	other = cell_group_name(run, groups[1]);
	if (!one || !other || text_buffer_error(&list) < 0)
		return -ENOMEM;
	return say(to, "%s and %s: instructions differ. Of what they depend on, changed: %s.", one,
		   other,
		   list.length ? text_buffer_get(&list)
			       : "nothing that is recorded: kernel, agent and QEMU are the same");
}
