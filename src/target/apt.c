// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/apt.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "common/process.h"
#include "common/text.h"
#include "common/text_buffer.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An own language would make other sentences of what is looked for below. */
static const char *const environment[] = { "LC_ALL=C", NULL };

struct apt_call {
	const char *program;
	const char *config;    /* or NULL */
	const char *directory; /* or NULL */
	const char *const *words;
	size_t count;
};

/* Program, settings and words; NULL without memory. */
static const char **argv_of(const struct apt_call *call)
{
	const char **argv = calloc(call->count + 4, sizeof(*argv));
	size_t n = 0;

	if (!argv)
		return NULL;
	argv[n++] = call->program;
	if (call->config) {
		argv[n++] = "-c";
		argv[n++] = call->config;
	}
	for (size_t i = 0; i < call->count; i++)
		argv[n++] = call->words[i];
	return argv;
}

static int apt_run(const struct apt_call *call, const struct kernel_notify *notify,
		   struct process_output *ret_output, struct error *err)
{
	CLEANUP_FREE const char **argv = argv_of(call);
	struct process_options options = { .argv = argv,
					   .directory = call->directory,
					   .environment = environment };
	int r;

	if (!argv)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
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

	if (strncmp(errors, "E: ", 3) != 0) {
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

int apt_records(const char *config, const char *pattern, const struct kernel_notify *notify,
		char **ret_records, struct error *err)
{
	CLEANUP(process_output_clear) struct process_output output = { 0 };
	const char *const words[] = { "show", pattern };
	const struct apt_call call = { "apt-cache", config, NULL, words, ARRAY_SIZE(words) };
	int r = apt_run(&call, notify, &output, err);

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
static const char *const download[] = { "-q", "-o", "APT::Sandbox::User=root", "download" };

int apt_download(const char *config, const char *const *packages, size_t count,
		 const char *directory, const struct kernel_notify *notify, struct error *err)
{
	CLEANUP(process_output_clear) struct process_output output = { 0 };
	CLEANUP_FREE const char **words = calloc(ARRAY_SIZE(download) + count, sizeof(*words));
	const struct apt_call call = { "apt-get", config, directory, words,
				       ARRAY_SIZE(download) + count };
	int r;

	if (!words)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	memcpy(words, download, sizeof(download));
	memcpy(words + ARRAY_SIZE(download), packages, count * sizeof(*packages));
	r = apt_run(&call, notify, &output, err);
	if (r < 0 || !output.status)
		return r;
	return error_set(err, ERROR_ENVIRONMENT, EIO, "apt could not download %s: %s", packages[0],
			 complaint(output.errors));
}

/* "$(REPO_URI)\t$(RELEASE)" */
static char *format_of(const char *const *fields, size_t count)
{
	CLEANUP(text_buffer_release) struct text_buffer format = { 0 };

	for (size_t i = 0; i < count; i++)
		text_buffer_add(&format, "%s$(%s)", i ? "\t" : "", fields[i]);
	return text_buffer_take(&format);
}

int apt_targets(const char *config, const char *const *fields, size_t count,
		const struct kernel_notify *notify, char **ret_text, struct error *err)
{
	CLEANUP(process_output_clear) struct process_output output = { 0 };
	CLEANUP_FREE char *format = format_of(fields, count);
	const char *const words[] = { "indextargets", "--format", format, "Created-By: Packages" };
	const struct apt_call call = { "apt-get", config, NULL, words, ARRAY_SIZE(words) };
	int r = format ? apt_run(&call, notify, &output, err)
		       : error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");

	if (r < 0)
		return r;
	if (output.status)
		return error_set(err, ERROR_ENVIRONMENT, EIO,
				 "apt could not say which sources it has: %s",
				 complaint(output.errors));
	*ret_text = take_pointer(output.text);
	return 0;
}

static size_t line_length(const char *line)
{
	return strcspn(line, "\n");
}

static const char *line_next(const char *line)
{
	line += line_length(line);
	return line + (*line == '\n');
}

/* That some suite does not exist is an answer; that others are a consequence is said by apt. */
static bool is_complaint(const char *line)
{
	return (text_starts_with(line, "E: ") || text_starts_with(line, "W: ")) &&
	       !strstr(line, "does not have a Release file") &&
	       !strstr(line, "Some index files failed to download");
}

static char *first_complaint(const char *errors)
{
	for (const char *line = errors; *line; line = line_next(line)) {
		CLEANUP_FREE char *copy = strndup(line, line_length(line));

		if (copy && is_complaint(copy))
			return strdup(copy + 3);
	}
	return NULL;
}

/* What an archive says of what it has not, and what a directory. */
static bool is_absence(const char *reason)
{
	return text_starts_with(reason, "404 ") || text_starts_with(reason, "File not found");
}

/*
 * "Err:19 http://... experimental Release", and the reason in the next line: apt calls it a suite
 * without a Release file whatever kept it from reading that.
 */
static char *first_failure(const char *text)
{
	for (const char *line = text; *line; line = line_next(line)) {
		const char *reason = line_next(line), *what = line + strcspn(line, " \n");

		reason += strspn(reason, " ");
		what += *what == ' ';
		if (text_starts_with(line, "Err:") && !is_absence(reason))
			return file_path("%.*s: %.*s", (int)line_length(what), what,
					 (int)line_length(reason), reason);
	}
	return NULL;
}

int apt_update(const char *config, const struct kernel_notify *notify, char **ret_complaint,
	       struct error *err)
{
	CLEANUP(process_output_clear) struct process_output output = { 0 };
	const char *const words[] = { "-q", "update" };
	const struct apt_call call = { "apt-get", config, NULL, words, ARRAY_SIZE(words) };
	int r = apt_run(&call, notify, &output, err);

	if (r < 0)
		return r;
	*ret_complaint = first_complaint(output.errors);
	if (!*ret_complaint)
		*ret_complaint = first_failure(output.text);
	return 0;
}
