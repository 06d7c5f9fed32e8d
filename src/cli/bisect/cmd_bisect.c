// SPDX-License-Identifier: GPL-2.0-or-later
/* bpftax bisect: which kernel changed a cost. */
#include "cli/bisect/bisect.h"

#include <errno.h>
#include <stdio.h>
#include "cli/bisect/bisect_print.h"
#include "cli/bisect/bisect_rules.h"
#include "cli/command_line.h"
#include "cli/helpers.h"
#include "cli/note.h"
#include "cli/report/report_output.h"
#include "cli/study_execute.h"
#include "common/cleanup.h"
#include "study/reading_fields.h"
#include "study/study_fields.h"
#include "target/architecture.h"
#include "target/kernel_archive.h"

/* What counts has no random part. */
#define SEED 1

/* What was asked for. */
struct asked {
	struct reading reading;
	struct study study;
	struct gate gate;
	struct kernel_range range;
	const struct architecture *architecture;
};

static void asked_release(struct asked *asked)
{
	kernel_range_clear(&asked->range);
	gate_release(&asked->gate);
	study_free(&asked->study);
	reading_free(&asked->reading);
}

static int usage_check(const struct command_line *line, const struct asked *asked,
		       struct error *err)
{
	const struct reading *reading = &asked->reading;

	if (!line->arguments_count)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "bisect by which rule? usage: bpftax bisect --from KERNEL --to "
				 "KERNEL 'kprobe-fprobe-null: +5 instructions'");
	if (!reading->from || !reading->to)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "bisect between which kernels? --from and --to take names of "
				 "`bpftax kernel list`");
	if (asked->study.architectures.count > 1)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "bisect looks at kernels of one architecture; name one");
	return 0;
}

/* An archive that cannot be reached now (ret_unread says why) may have been read before. */
static int archive_read(const struct architecture *architecture, struct kernel_index *index,
			struct error *ret_unread, struct error *err)
{
	int code = kernel_archive_read(architecture, KERNEL_ARCHIVE_ALL, NULL, index, ret_unread);

	if (code < 0 && !kernel_archive_read(architecture, KERNEL_ARCHIVE_READ, NULL, index, err) &&
	    index->count)
		return 0;
	if (code < 0)
		*err = *ret_unread;
	return code;
}

static int range_find(struct asked *asked, struct error *err)
{
	const struct kernel_range_ends ends = { asked->reading.from, asked->reading.to,
						asked->reading.release_candidates };
	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };
	struct error unread = { 0 };
	int code =
	    architecture_choose(study_architecture(&asked->study), &asked->architecture, err);

	if (!code)
		code = archive_read(asked->architecture, &index, &unread, err);
	if (!code)
		code = kernel_range_find(&index, &ends, &asked->range, err);
	if (code == -ENOENT && unread.kind)
		*err = unread; /* it is not known what the archive has */
	if (!code && unread.kind)
		note("only what was read of the archive before is known: %s", unread.text);
	return code;
}

static int ask(const struct command_line *line, struct asked *asked, struct error *err)
{
	int code = command_line_read(line, &asked->reading, err);

	if (!code)
		code = command_line_apply(line, &asked->study, err);
	if (!code)
		code = usage_check(line, asked, err);
	if (!code)
		code = bisect_rules_load(line->arguments[0], &asked->gate, err);
	if (!code)
		code = bisect_rules_study(&asked->gate, &asked->study, err);
	return code ? code : range_find(asked, err);
}

static int search_through(struct bisect *bisect, size_t rule, struct error *err)
{
	CLEANUP_FREE size_t *wanted = calloc(bisect->jobs, sizeof(*wanted));
	struct step_search search = bisect_search(bisect, rule);
	int code = wanted ? 0 : error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	size_t count;

	while (!code && (count = step_search_next(&search, wanted, bisect->jobs)) > 0)
		code = bisect_measure(bisect, wanted, count, err);
	return code;
}

static int search_all(struct bisect *bisect, struct error *err)
{
	int code = bisect_recall(bisect, err);

	for (size_t r = 0; r < bisect->gate->count && !code; r++)
		code = search_through(bisect, r, err);
	return code;
}

static int print(const struct bisect *bisect, const char *format, struct error *err)
{
	struct report_options options = report_options_of_stdout(false);

	stdout_allow_closed_pipe();
	return bisect_print(bisect, format, stdout, &options) < 0
		   ? error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory")
		   : 0;
}

/* What was found is told, also where it had to end. */
static int carry_out(struct bisect *bisect, const char *format)
{
	struct error err = { 0 }, unprinted = { 0 };
	int code = bisect_begin(bisect, &err), printed;

	if (code < 0)
		return print_error(&err);
	code = search_all(bisect, &err);
	bisect->ended = code < 0 ? err.text : NULL;
	printed = print(bisect, format, &unprinted);
	bisect->ended = NULL; /* it outlives err */
	if (printed < 0)
		return print_error(&unprinted);
	if (code < 0)
		return print_error(&err);
	return bisect_is_vague(bisect) ? ERROR_RESULT : 0;
}

/* The kernels' own among them. */
static int agents_find(const struct study *study, struct helper_list *helpers, struct error *err)
{
	struct cell_list cells;
	int code = helpers_find(helpers, err);

	if (!code)
		code = cells_make(study, &cells, err);
	if (code < 0)
		return code;
	code = helpers_check(helpers, &cells, err);
	cells_free(&cells);
	return code;
}

static int with_store(const struct command_line *line, struct asked *asked)
{
	CLEANUP(helpers_free) struct helper_list helpers = { 0 };
	CLEANUP_FREE char *typed = command_line_text(line);
	CLEANUP(bisect_end)
	struct bisect bisect = { .study = &asked->study,
				 .gate = &asked->gate,
				 .range = &asked->range,
				 .architecture = asked->architecture,
				 .context = { .command_line = typed, .version = BPFTAX_VERSION },
				 .signals = { .fd = -1 } };
	struct error err = { 0 };
	int status;

	if (!typed)
		error_set(&err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	if (err.kind || agents_find(&asked->study, &helpers, &err) < 0)
		return print_error(&err);
	bisect.context.helpers = helpers.helpers;
	bisect.context.helper_count = helpers.count;
	if (study_store_open(&asked->study, &bisect.context.store, &err) < 0)
		return print_error(&err);
	status = carry_out(&bisect, asked->reading.format);
	store_close(bisect.context.store);
	return status;
}

int cmd_bisect(const struct command_line *line)
{
	CLEANUP(asked_release) struct asked asked = { 0 };
	struct error err = { 0 };

	reading_init(&asked.reading, line->command->option_command);
	study_init_micro(&asked.study);
	asked.study.seed = SEED;
	asked.study.seed_given = true;
	asked.study.budget_ns = 0; /* all that the rules name */
	return ask(line, &asked, &err) < 0 ? print_error(&err) : with_store(line, &asked);
}
