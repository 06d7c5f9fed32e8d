// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/report/report_commands.h"

#include "cli/report/report_output.h"
#include "cli/report/store_option.h"
#include "common/text.h"
#include "estimate/atlas_build.h"
#include "formats/atlas.h"

static void cleanup_atlas(struct atlas **atlas)
{
	atlas_free(*atlas);
}

static int no_memory(struct error *err)
{
	return error_errno(err, ERROR_ENVIRONMENT, ENOMEM, "cannot make the atlas");
}

static int add_run(struct store *store, const char *id, struct atlas *atlas, struct error *err)
{
	struct run_data *data = NULL;
	struct run_report *report = NULL;
	int code = store_run_load(store, id, &data, err);

	if (code == 0)
		code = run_report_build(data, &report, err);
	if (code == 0 && atlas_add(atlas, report) < 0)
		code = no_memory(err);
	run_report_free(report);
	run_data_free(data);
	return code;
}

static int add_runs(struct store *store, struct atlas *atlas, struct error *err)
{
	char **ids = NULL;
	size_t count = 0;
	int code = store_run_ids_counted(store, &ids, &count, err);

	for (size_t i = 0; i < count && code == 0; i++)
		code = add_run(store, ids[i], atlas, err);
	text_words_free(ids, count);
	return code;
}

static int refuse_empty(const struct reading *options, struct error *err)
{
	bool filtered = options->programs.count || options->architectures.count;

	return error_set(err, ERROR_USAGE, ENOENT,
			 "no kernel's events have been counted%s; `bpftax micro --exact --kernel "
			 "'debian-*-cloud' --mechanism all --program null,map` does it",
			 filtered ? " with such a program or on such an architecture" : "");
}

static int build(const struct reading *options, struct store *store, struct atlas **ret_atlas,
		 struct error *err)
{
	const struct atlas_filter filter = { &options->programs, &options->architectures };
	struct atlas *atlas = *ret_atlas = atlas_new(&filter);
	int code = atlas ? add_runs(store, atlas, err) : no_memory(err);

	if (code < 0)
		return code;
	if (!atlas->figure_count)
		return refuse_empty(options, err);
	return atlas_finish(atlas) < 0 ? no_memory(err) : 0;
}

static int print(const struct reading *options, const struct atlas *atlas, struct error *err)
{
	struct report_options output = report_options_of_stdout(false);

	stdout_allow_closed_pipe();
	return atlas_print(atlas, options->format, stdout, &output) < 0 ? no_memory(err) : 0;
}

int cmd_atlas(const struct reading *options, int argc, char **argv)
{
	CLEANUP_STORE struct store *store = NULL;
	CLEANUP(cleanup_atlas) struct atlas *atlas = NULL;
	struct error err = { 0 };
	int code = store_open_option(options, &store, &err);

	(void)argc;
	(void)argv;
	if (code == 0)
		code = build(options, store, &atlas, &err);
	if (code == 0)
		code = print(options, atlas, &err);
	return code < 0 ? fail_with(&err) : 0;
}
