// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * report_tool STORE report|list FORMAT raw|- [RUN]: the report commands without the option parser,
 * for tests that look at output, exit status and errors.
 */
#include <stdio.h>
#include <string.h>
#include "cli/report/report_commands.h"

int main(int argc, char **argv)
{
	struct study options = { 0 };

	if (argc < 5)
		return 64;
	options.store = argv[1];
	options.format = argv[3];
	options.samples_raw = strcmp(argv[4], "raw") == 0;
	if (strcmp(argv[2], "list") == 0)
		return cmd_list_runs(&options);
	return cmd_report(&options, argc - 5, argv + 5);
}
