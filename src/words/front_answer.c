// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/front_answer.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "words/cell_words.h"
#include "words/front_cells.h"
#include "words/front_objects.h"
#include "words/front_remarks.h"
#include "words/front_table.h"
#include "words/object_words.h"
#include "words/phrases.h"
#include "words/tables.h"

static char *machine_of(const struct summary *summary, size_t group)
{
	return format_processor(cell_group_facts(summary->run, group));
}

static const char *model_of(const struct summary *summary, size_t group)
{
	const json_t *facts = group == SIZE_MAX ? NULL : cell_group_facts(summary->run, group);

	return json_string_value(json_object_get(facts, "cpu_model"));
}

/* Where both were done on one model it is named once. */
static bool same_model(const struct summary *summary, const struct summary_kernel *kernel)
{
	const char *counted = model_of(summary, kernel->counted);
	const char *timed = model_of(summary, kernel->timed);

	return counted && timed && strcmp(counted, timed) == 0;
}

/* What it is said of: the machine, or what is left of it behind the model. */
static void add_machine(struct text_buffer *text, const struct summary *summary, size_t group,
			bool without_model)
{
	CLEANUP_FREE char *machine = machine_of(summary, group);
	const char *model = without_model ? model_of(summary, group) : NULL;
	size_t skip =
	    model && machine && strncmp(machine, model, strlen(model)) == 0 ? strlen(model) : 0;

	text->failed |= !machine;
	text_buffer_add(text, "%s",
			machine ? machine + skip + (skip ? strspn(machine + skip, ", ") : 0) : "");
}

/* "Linux 6.12.117, Some CPU: counted on 1 CPU, tcg (icount); timed on 2 CPUs, ..." */
static int say_kernel(struct front_part *part, const struct summary *summary, size_t index)
{
	const struct summary_kernel *kernel = &summary->kernels[index];
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };
	size_t any = kernel->timed != SIZE_MAX ? kernel->timed : kernel->counted;
	const char *release = summary->run->groups[any].release;
	CLEANUP_FREE char *revision = format_revision(cell_group_facts(summary->run, any));
	bool shared = same_model(summary, kernel);

	text.failed |= !revision;
	text_buffer_add(&text, "Linux%s%s%s", release ? " " : "", release ? release : "",
			revision ? revision : "");
	if (shared)
		text_buffer_add_word(&text, ", ", model_of(summary, any));
	if (kernel->counted != SIZE_MAX) {
		text_buffer_add(&text, ": instructions counted on ");
		add_machine(&text, summary, kernel->counted, shared);
	}
	if (kernel->timed != SIZE_MAX) {
		text_buffer_add(&text, "%stimed on ", kernel->counted != SIZE_MAX ? "; " : ": ");
		add_machine(&text, summary, kernel->timed, shared);
	}
	return text_buffer_error(&text) < 0
		   ? -ENOMEM
		   : front_part_say(part, NULL, "%s", text_buffer_get(&text));
}

/* What of the machine is the same for each of a matrix's kernels; NULL: it is not, or no memory. */
static char *machine_of_all(const struct summary *summary)
{
	char *first = machine_of(summary, summary->kernels[0].counted);
	bool same = first && summary->kernels[0].counted != SIZE_MAX;

	for (size_t k = 0; same && k < summary->kernel_count; k++) {
		CLEANUP_FREE char *own = machine_of(summary, summary->kernels[k].counted);

		same = own && summary->kernels[k].timed == SIZE_MAX && strcmp(own, first) == 0;
	}
	if (same)
		return first;
	free(first);
	return NULL;
}

/* "Linux 5.10.0-46, 6.1.0-56: instructions counted on 1 CPU, ..." */
static int say_kernels_together(struct front_part *part, const struct summary *summary,
				const char *machine)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	for (size_t k = 0; k < summary->kernel_count; k++) {
		const char *release = summary->run->groups[summary->kernels[k].counted].release;

		text_buffer_add(&text, "%s%s", k ? ", " : "Linux ", release ? release : "unknown");
	}
	return text_buffer_error(&text) < 0
		   ? -ENOMEM
		   : front_part_say(part, NULL, "%s: instructions counted on %s",
				    text_buffer_get(&text), machine);
}

int front_say_kernels(struct front_part *part, const struct summary *summary)
{
	CLEANUP_FREE char *machine = front_has_matrix(summary) ? machine_of_all(summary) : NULL;
	int code = 0;

	if (machine)
		return say_kernels_together(part, summary, machine);
	for (size_t k = 0; k < summary->kernel_count && code == 0; k++)
		code = say_kernel(part, summary, k);
	return code;
}

/* "WHAT TRACING ADDS TO A DATAGRAM of 1596 instructions, 1757 ns" */
static char *answer_title(const struct summary_kernel *kernel)
{
	CLEANUP(text_buffer_release) struct text_buffer title = { 0 };
	char operation[OPERATION_SIZE];
	const char *before = " of ";

	text_buffer_add(&title, "WHAT TRACING ADDS TO ONE %s",
			table_operation(operation, sizeof(operation), kernel->direct));
	if (isfinite(kernel->operation_instructions)) {
		text_buffer_add(&title, "%s%.0f instructions", before,
				kernel->operation_instructions);
		before = ", ";
	}
	if (isfinite(kernel->operation_ns))
		text_buffer_add(&title, "%s%.0f ns", before, kernel->operation_ns);
	return text_buffer_take(&title);
}

static const struct summary_figure *first_that(const struct summary_kernel *kernel,
					       bool (*is)(const struct summary_figure *figure))
{
	for (size_t r = 0; r < kernel->row_count; r++)
		for (size_t w = 0; w < kernel->workload_count; w++)
			if (is(&kernel->rows[r].effects[w]))
				return &kernel->rows[r].effects[w];
	return NULL;
}

static void add_signs(struct text_buffer *text, const struct summary_kernel *kernel)
{
	const struct summary_figure *doubtful = first_that(kernel, front_is_doubtful);

	if (first_that(kernel, front_is_none))
		text_buffer_add(text, " none > 2: 2 %% would have been seen.");
	if (doubtful && doubtful->kind == VERDICT_UNDECIDED)
		text_buffer_add(text, " ?: among so many, not told from none.");
	else if (doubtful)
		text_buffer_add(text, " ?: without an interval.");
}

/* What the columns of the workloads are of. */
static void add_effects_legend(struct text_buffer *text, const struct summary_kernel *kernel)
{
	for (size_t w = 0; w < kernel->workload_count; w++)
		text_buffer_add(text, "%s%s of %s", w ? ", " : " In %: ",
				kernel->workloads[w].saturated ? "throughput" : "CPU time",
				front_workload_heading(kernel, w));
	if (kernel->workload_count)
		text_buffer_add(text, ".");
	add_signs(text, kernel);
}

static bool has_statistics(const struct summary_kernel *kernel)
{
	for (size_t r = 0; r < kernel->row_count; r++)
		if (isfinite(summary_statistics_instructions(&kernel->rows[r])))
			return true;
	return false;
}

static bool has_column(const struct table *table, const char *heading)
{
	for (size_t c = 0; c < table->column_count; c++)
		if (strcmp(table->headings[c], heading) == 0)
			return true;
	return false;
}

static int say_legend(struct front_part *part, const struct summary_kernel *kernel)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	if (has_statistics(kernel))
		text_buffer_add(&text, " +N: what statistics add.");
	if (summary_instructions_lead(kernel) && isfinite(kernel->operation_ns) &&
	    isfinite(kernel->operation_instructions))
		text_buffer_add(&text, " Share: of instructions.");
	if (!has_column(part->table, FRONT_HITS) && front_hits_are_one(kernel))
		text_buffer_add(&text, " One hit %s %s.", workload_words(kernel->direct)->article,
				workload_words(kernel->direct)->one);
	add_effects_legend(&text, kernel);
	if (text_buffer_error(&text) < 0)
		return -ENOMEM;
	return text.length ? front_part_say(part, NULL, "%s", text_buffer_get(&text) + 1) : 0;
}

static bool is_unmeasured(const struct summary_row *row)
{
	return row->unmeasured && !row->ns.present && !row->instructions.present;
}

static bool same_reason(const struct report_result *one, const struct report_result *other)
{
	return strcmp(one->status, other->status) == 0 && one->reason && other->reason &&
	       strcmp(one->reason, other->reason) == 0;
}

static bool said_before(const struct summary_kernel *kernel, size_t row)
{
	for (size_t r = 0; r < row; r++)
		if (is_unmeasured(&kernel->rows[r]) &&
		    same_reason(kernel->rows[r].unmeasured, kernel->rows[row].unmeasured))
			return true;
	return false;
}

/* "kprobe-fprobe-null, kprobe-fprobe-map: unsupported: CONFIG_FPROBE is not set." */
static int say_unmeasured_row(struct front_part *part, const struct summary_kernel *kernel,
			      size_t row, const char *before)
{
	const struct report_result *result = kernel->rows[row].unmeasured;
	CLEANUP(text_buffer_release) struct text_buffer names = { 0 };

	if (strcmp(result->status, STATUS_TO_COME) == 0)
		return 0;
	for (size_t r = row; r < kernel->row_count; r++)
		if (r == row || (is_unmeasured(&kernel->rows[r]) &&
				 same_reason(result, kernel->rows[r].unmeasured)))
			text_buffer_add_word(&names, ", ", kernel->rows[r].treatment->name);
	if (text_buffer_error(&names) < 0)
		return -ENOMEM;
	if (front_part_say(part, NULL, "%s%s: %s: %s.", before, text_buffer_get(&names),
			   result->status,
			   result->reason ? result->reason : "no reason stored") < 0)
		return -ENOMEM;
	return object_log_say(result, part);
}

static int say_unmeasured_rows(struct front_part *part, const struct summary_kernel *kernel,
			       const char *before)
{
	int code = 0;

	for (size_t r = 0; r < kernel->row_count && code == 0; r++)
		if (is_unmeasured(&kernel->rows[r]) && !said_before(kernel, r))
			code = say_unmeasured_row(part, kernel, r, before);
	return code;
}

static int add_kernel(struct front_page *page, const struct summary *summary,
		      const struct front_style *style)
{
	const struct summary_kernel *kernel = &summary->kernels[0];
	CLEANUP_FREE char *title = answer_title(kernel);
	struct front_part *part = title ? front_page_add(page, title) : NULL;
	int code;

	if (!part)
		return -ENOMEM;
	part->table = front_table_of_kernel(summary, style);
	code = part->table ? say_legend(part, kernel) : -ENOMEM;
	if (code == 0)
		code = front_say_rough(part, summary, 1);
	return code < 0 ? code : say_unmeasured_rows(part, kernel, "");
}

static bool has_timing(const struct summary *summary, bool counted)
{
	for (size_t k = 0; k < summary->kernel_count; k++)
		if ((counted ? summary->kernels[k].counted : summary->kernels[k].timed) != SIZE_MAX)
			return true;
	return false;
}

static bool any_emulated(const struct summary *summary)
{
	for (size_t k = 0; k < summary->kernel_count; k++)
		if (summary->kernels[k].emulated)
			return true;
	return false;
}

/* Of every kernel that the table is of. */
static int say_unmeasured_kernels(struct front_part *part, const struct summary *summary,
				  bool counted)
{
	int code = 0;

	for (size_t k = 0; k < summary->kernel_count && code == 0; k++) {
		size_t group = counted ? summary->kernels[k].counted : summary->kernels[k].timed;
		char *name = group == SIZE_MAX ? NULL : cell_group_heading(summary->run, group);
		CLEANUP(text_buffer_release) struct text_buffer before = { 0 };

		text_buffer_add_word(&before, "", name ? name : "");
		text_buffer_add(&before, ": ");
		if (group != SIZE_MAX)
			code = name && !text_buffer_error(&before)
				   ? say_unmeasured_rows(part, &summary->kernels[k],
							 text_buffer_get(&before))
				   : -ENOMEM;
		free(name);
	}
	return code;
}

static const char *title_of_kernels(const struct summary *summary, bool counted)
{
	if (!front_kernels_have(summary, counted))
		return "WHAT TRACING ADDS";
	if (counted)
		return "WHAT TRACING ADDS, IN INSTRUCTIONS";
	return any_emulated(summary) ? "WHAT TRACING ADDS, IN THE EMULATOR'S NS"
				     : "WHAT TRACING ADDS, IN NS";
}

/* Kernels that the width does not hold go on in parts of their own. */
static int add_kernels_of(struct front_page *page, const struct summary *summary, bool counted,
			  const struct front_style *style)
{
	size_t first = 0;
	int code;

	do {
		const char *title = first ? NULL : title_of_kernels(summary, counted);
		struct front_part *part = front_page_add(page, title);

		code = part ? 0 : -ENOMEM;
		if (code == 0 && !front_kernels_have(summary, counted))
			break;
		if (code == 0)
			code = front_table_of_kernels(summary, counted, style, part, &first);
		if (code == 0 && counted && first >= summary->kernel_count)
			code = front_say_rough(part, summary, summary->kernel_count);
	} while (code == 0 && first < summary->kernel_count);
	return code;
}

static bool any_traffic(const struct summary *summary)
{
	for (size_t k = 0; k < summary->kernel_count; k++)
		if (summary->kernels[k].workload_count)
			return true;
	return false;
}

/* Which table the page has first; without any figure that of the timing that there is. */
static bool is_counted_first(const struct summary *summary)
{
	bool counted = any_emulated(summary) || !has_timing(summary, false);

	return front_kernels_have(summary, counted) || !front_kernels_have(summary, !counted)
		   ? counted && has_timing(summary, true)
		   : !counted;
}

static int add_kernels(struct front_page *page, const struct summary *summary,
		       const struct front_style *style)
{
	bool counted = is_counted_first(summary);
	int code = add_kernels_of(page, summary, counted, style);

	if (code == 0)
		code = say_unmeasured_kernels(&page->parts[page->count - 1], summary, counted);
	if (code == 0 && front_kernels_have(summary, counted) &&
	    front_kernels_have(summary, !counted))
		code = add_kernels_of(page, summary, !counted, style);
	if (code == 0 && any_traffic(summary) && !style->running)
		code = front_part_say(&page->parts[page->count - 1], NULL,
				      "Effects on traffic, by kernel: `bpftax report --full`.");
	return code;
}

static bool has_rows(const struct summary *summary)
{
	for (size_t k = 0; k < summary->kernel_count; k++)
		if (summary->kernels[k].row_count)
			return true;
	return false;
}

int front_add_answer(struct front_page *page, const struct summary *summary,
		     const struct front_style *style)
{
	int code;

	if (!has_rows(summary))
		return 0;
	if (front_has_matrix(summary))
		code = front_add_matrix(page, summary, style);
	else
		code = summary->kernel_count == 1 ? add_kernel(page, summary, style)
						  : add_kernels(page, summary, style);
	if (code == 0)
		code = front_say_remarks(&page->parts[page->count - 1], summary->run);
	return code < 0 ? code : front_add_verifier(page, summary, style);
}
