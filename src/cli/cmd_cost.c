// SPDX-License-Identifier: GPL-2.0-or-later
/* bpftax cost: what the programs of somebody's object cost. */
#include "cli/command_line.h"
#include "cli/report/report_commands.h"
#include "cli/study_execute.h"
#include "common/cleanup.h"
#include "study/reading_fields.h"
#include "study/study_fields.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

/* Beside those of --object: a path may have commas, which divide the words of an option. */
static int objects_name(const struct command_line *line, struct word_list *objects,
			struct error *err)
{
	size_t most = objects->count + line->arguments_count;
	char **words = reallocarray(objects->words, most + 1, sizeof(*words));
	bool whole = words;

	if (words)
		objects->words = words;
	for (size_t i = 0; i < line->arguments_count && whole; i++) {
		words[objects->count] = strdup(line->arguments[i]);
		whole = words[objects->count++];
	}
	if (!whole)
		return out_of_memory(err);
	return objects->count
		   ? 0
		   : error_set(err, ERROR_USAGE, EINVAL,
			       "which object? bpftax cost my.bpf.o; clang -g -O2 -target bpf -c "
			       "my.bpf.c makes one");
}

/* The same study of one object, that of before; both have one seed. */
static int study_against(struct study *study, const char *against, struct study *ret_study,
			 struct error *err)
{
	int code = study->objects.count == 1
		       ? study_copy(study, ret_study)
		       : error_set(err, ERROR_USAGE, EINVAL,
				   "--against holds one object against another one, and here are "
				   "%zu: name them by a command each",
				   study->objects.count);

	if (code == -ENOMEM)
		return out_of_memory(err);
	if (code < 0)
		return code;
	free(ret_study->objects.words[0]);
	ret_study->objects.words[0] = strdup(against);
	return ret_study->objects.words[0] ? 0 : out_of_memory(err);
}

static int differences_print(const struct study *study, struct reading *reading,
			     struct study_executed runs[2])
{
	char *ids[] = { runs[0].run_id, runs[1].run_id, NULL };

	free(reading->format);
	free(reading->store);
	reading->format = strdup(study->format);
	reading->store = study->store ? strdup(study->store) : NULL;
	return cmd_compare(reading, 2, ids);
}

/* Nothing is held against half a run. */
static bool is_whole(const struct study_executed *run)
{
	return *run->run_id && !run->cut_short;
}

static int execute_both(const struct command_line *line, struct study *study, struct study *before,
			struct reading *reading)
{
	bool is_text = !strcmp(study->format, "text");
	struct study_executed runs[2] = { 0 };
	int compared, status = study_execute_silently(line, before, &runs[0]);

	if (!is_whole(&runs[0]))
		return status;
	status = is_text ? study_execute(line, study, &runs[1])
			 : study_execute_silently(line, study, &runs[1]);
	if (!is_whole(&runs[1]))
		return status;
	compared = differences_print(study, reading, runs);
	/* What loads on no kernel any more has no difference that a gate could see. */
	return compared ? compared : status;
}

static int cost_against(const struct command_line *line, struct study *study,
			struct reading *reading)
{
	struct error err = { 0 };
	struct study before;
	int status;

	if (study_against(study, reading->against, &before, &err) < 0)
		return print_error(&err);
	status = execute_both(line, study, &before, reading);
	study_free(&before);
	return status;
}

int cmd_cost(const struct command_line *line)
{
	struct study study;
	struct reading reading;
	struct error err = { 0 };
	int status;

	study_init_cost(&study);
	reading_init(&reading, line->command->option_command);
	if (command_line_apply(line, &study, &err) < 0 ||
	    command_line_read(line, &reading, &err) < 0 ||
	    objects_name(line, &study.objects, &err) < 0)
		status = print_error(&err);
	else
		status = reading.against ? cost_against(line, &study, &reading)
					 : study_execute(line, &study, NULL);
	reading_free(&reading);
	study_free(&study);
	return status;
}
