// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/apt.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "common/process.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const environment[] = { "LC_ALL=C", NULL };

static int apt_run(const char *const *argv, const char *directory,
		   const struct kernel_notify *notify, struct process_output *ret_output,
		   struct error *err)
{
	struct process_options options = { .argv = argv,
					   .directory = directory,
					   .environment = environment };
	int r;

	if (notify) {
		options.stopping = notify->stopping;
		options.stopping_context = notify->stopping_context;
	}
	r = process_capture(&options, ret_output, err);

	if (r == -ENOENT)
		return error_set(err, ERROR_ENVIRONMENT, ENOENT,
				 "there is no apt on this machine to fetch kernels with: give "
				 "--kernel a path, or 'host'");
	return r;
}

/* The first line that apt marks as an error, without the mark; or all there is. */
static const char *complaint(char *errors)
{
	char *line = errors;

	if (strncmp(errors, "E: ", 3)) {
		line = strstr(errors, "\nE: ");
		line = line ? line + 1 : errors;
	}
	line[strcspn(line, "\n")] = '\0';
	if (!*line)
		return "it gives no reason";
	return strncmp(line, "E: ", 3) ? line : line + 3;
}

/* A pattern that nothing matches is its error 100. */
static bool matches_nothing(const struct process_output *output)
{
	return !*output->text && strstr(output->errors, "No packages found");
}

int apt_records(const char *pattern, const struct kernel_notify *notify, char **ret_records,
		struct error *err)
{
	CLEANUP(process_output_clear) struct process_output output = { 0 };
	const char *const argv[] = { "apt-cache", "show", pattern, NULL };
	int r = apt_run(argv, NULL, notify, &output, err);

	if (r < 0)
		return r;
	if (output.status && !matches_nothing(&output))
		return error_set(err, ERROR_ENVIRONMENT, EIO, "apt-cache could not look for %s: %s",
				 pattern, complaint(output.errors));
	*ret_records = take_pointer(output.text);
	return 0;
}

/*
 * Sandbox: as root apt would download as the user _apt, who cannot write into our directory, and
 * warn of it.
 */
int apt_download(const char *package, const char *version, const char *directory,
		 const struct kernel_notify *notify, struct error *err)
{
	CLEANUP(process_output_clear) struct process_output output = { 0 };
	CLEANUP_FREE char *wanted = file_path("%s=%s", package, version);
	const char *const argv[] = { "apt-get",	 "-q",	 "-o", "APT::Sandbox::User=root",
				     "download", wanted, NULL };
	int r = apt_run(argv, directory, notify, &output, err);

	if (r < 0 || !output.status)
		return r;
	return error_set(err, ERROR_ENVIRONMENT, EIO, "apt could not download %s: %s", wanted,
			 complaint(output.errors));
}
