// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/cell_words.h"

#include <string.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "words/phrases.h"

/* A kernel may be named by the path of its image, which no column holds. */
static const char *kernel_of(const struct cell_group *group)
{
	const char *slash = group->kernel ? strrchr(group->kernel, '/') : NULL;

	if (slash && slash[1])
		return slash + 1;
	if (group->kernel && *group->kernel)
		return group->kernel;
	return group->release ? group->release : group->target;
}

static bool same_text(const char *one, const char *other)
{
	return one == other || (one && other && strcmp(one, other) == 0);
}

static const char *timing_of(const struct cell_group *group)
{
	return group->timing;
}

static const char *target_of(const struct cell_group *group)
{
	return group->target;
}

static const char *architecture_of(const struct cell_group *group)
{
	return group->architecture;
}

/* Whether the run has groups of which this is not the same. */
static bool differs(const struct run_report *run, const char *(*of)(const struct cell_group *group))
{
	for (size_t g = 1; g < run->group_count; g++)
		if (!same_text(of(&run->groups[g]), of(&run->groups[0])))
			return true;
	return false;
}

typedef const char *(*name_function)(const struct cell_group *group);

/* Whether there is another group that differs in nothing that a name has, if this is the name. */
static bool is_ambiguous(const struct run_report *run, size_t group, name_function name)
{
	for (size_t g = 0; g < run->group_count; g++)
		if (g != group && same_text(name(&run->groups[g]), name(&run->groups[group])) &&
		    same_text(run->groups[g].timing, run->groups[group].timing) &&
		    same_text(run->groups[g].target, run->groups[group].target) &&
		    same_text(run->groups[g].architecture, run->groups[group].architecture))
			return true;
	return false;
}

static const char *release_of(const struct cell_group *group)
{
	return group->release ? group->release : kernel_of(group);
}

/* Of images of one name in several directories the releases tell more than the name. */
static name_function naming_of(const struct run_report *run, size_t group)
{
	return is_ambiguous(run, group, kernel_of) ? release_of : kernel_of;
}

static void add_kernel(struct text_buffer *name, const struct run_report *run, size_t group)
{
	const struct cell_group *of = &run->groups[group];
	name_function naming = naming_of(run, group);

	text_buffer_add(name, "%s", naming(of));
	if (differs(run, target_of))
		text_buffer_add_word(name, " ", of->target);
	if (of->architecture && differs(run, architecture_of))
		text_buffer_add_word(name, " ", of->architecture);
	if (is_ambiguous(run, group, naming))
		text_buffer_add(name, " (cell %u)", run->data->cells[of->first].number);
}

char *cell_group_heading(const struct run_report *run, size_t group)
{
	CLEANUP(text_buffer_release) struct text_buffer name = { 0 };

	add_kernel(&name, run, group);
	return text_buffer_take(&name);
}

static void add_group(struct text_buffer *name, const struct run_report *run, size_t group)
{
	add_kernel(name, run, group);
	if (differs(run, timing_of))
		text_buffer_add_word(name, " ", run->groups[group].timing);
}

char *cell_group_name(const struct run_report *run, size_t group)
{
	CLEANUP(text_buffer_release) struct text_buffer name = { 0 };

	add_group(&name, run, group);
	return text_buffer_take(&name);
}

static void add_cell(struct text_buffer *name, const struct run_report *run, size_t cell)
{
	size_t group = run->group_of[cell];

	add_group(name, run, group);
	if (run->groups[group].boots > 1)
		text_buffer_add(name, " boot %u", run->data->cells[cell].boot);
}

char *cell_name(const struct run_report *run, size_t cell)
{
	CLEANUP(text_buffer_release) struct text_buffer name = { 0 };

	add_cell(&name, run, cell);
	return text_buffer_take(&name);
}

char *cell_prefix(const struct run_report *run, size_t cell, const char *after)
{
	CLEANUP(text_buffer_release) struct text_buffer prefix = { 0 };

	if (!run_report_has_cells(run))
		return strdup("");
	add_cell(&prefix, run, cell);
	text_buffer_add(&prefix, "%s", after);
	return text_buffer_take(&prefix);
}

static bool timing_tells_cell(const struct run_report *run)
{
	if (run->count > run->group_count)
		return false;
	for (size_t g = 1; g < run->group_count; g++)
		for (size_t other = 0; other < g; other++)
			if (same_text(run->groups[g].timing, run->groups[other].timing))
				return false;
	return true;
}

char *cell_prefix_of_timing(const struct run_report *run, size_t cell, const char *after)
{
	return timing_tells_cell(run) ? strdup("") : cell_prefix(run, cell, after);
}

const char *cell_missing(const struct run_report *run, size_t cell)
{
	const struct cell_record *record = run_report_cell(run, cell);

	if (run_report_cell_failed(run, cell))
		return record->reason ? record->reason : "no reason stored";
	return run_report_cell_unreached(run, cell) ? "the run ended before it was measured" : NULL;
}

char *cell_machine(const struct cell_record *cell)
{
	return cell->facts ? format_machine(cell->facts) : strdup("");
}

char *cell_heading(const struct run_report *run, size_t cell)
{
	CLEANUP(text_buffer_release) struct text_buffer heading = { 0 };
	const struct cell_record *record = &run->data->cells[cell];
	CLEANUP_FREE char *machine = cell_machine(record);

	if (!machine)
		return NULL;
	text_buffer_add(&heading, "cell %u: ", record->number);
	add_cell(&heading, run, cell);
	if (*machine)
		text_buffer_add_word(&heading, ", ", machine);
	else
		text_buffer_add_word(&heading, ", ", "never answered");
	return text_buffer_take(&heading);
}
