// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/report/report_commands.h"

#include "cli/report/report_output.h"
#include "cli/report/store_option.h"

static int print_run(const struct reading *options, const char *prefix, struct error *err)
{
	CLEANUP_STORE struct store *store = NULL;
	char id[RUN_ID_LENGTH + 1];
	int code = store_open_option(options, &store, err);

	if (code == 0)
		code = store_run_find(store, prefix, id, err);
	if (code < 0)
		return code;
	return report_to_stdout(store, id, options->format ? options->format : "text", options,
				err);
}

int cmd_report(const struct reading *options, int argc, char **argv)
{
	struct error err = { .kind = ERROR_USAGE };

	return print_run(options, argc ? argv[0] : NULL, &err) < 0 ? fail_with(&err) : 0;
}
