// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/report/gnuplot.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include "common/cleanup.h"
#include "common/file.h"
#include "common/process.h"
#include "words/escape.h"

/* What gnuplot says of itself stands from <title> to </desc>. */
#define OWN_BEGIN "<title>"
#define OWN_END "</desc>"

static void cleanup_output(struct process_output *output)
{
	process_output_clear(output);
}

/* What went wrong stands in the last line; the text is cut to it. */
static const char *last_line(char *text)
{
	size_t length = strlen(text);
	char *end;

	while (length && text[length - 1] == '\n')
		text[--length] = '\0';
	end = strrchr(text, '\n');
	return end ? end + 1 : text;
}

static int run_gnuplot(int commands, const char *directory, struct process_output *output,
		       struct error *err)
{
	const char *const argv[] = { "gnuplot", NULL };
	const struct process_fd fds[] = { { commands, STDIN_FILENO } };
	const struct process_options options = {
		.argv = argv, .directory = directory, .fds = fds, .fds_count = 1
	};
	int code = process_capture(&options, output, err);

	if (code == -ENOENT)
		return error_set(err, ERROR_ENVIRONMENT, ENOENT,
				 "figures are drawn by gnuplot, which is not installed; on Debian: "
				 "apt-get install gnuplot-nox");
	if (code == 0 && output->status != 0)
		return error_set(err, ERROR_ENVIRONMENT, EIO, "gnuplot failed: %.200s",
				 last_line(output->errors));
	return code;
}

/* Both texts escaped, in the place of gnuplot's own; NULL without memory. */
static char *with_titles(const char *svg, const char *title, const char *description)
{
	const char *begin = strstr(svg, OWN_BEGIN);
	const char *end = begin ? strstr(begin, OWN_END) : NULL;
	CLEANUP_FREE char *clean_title = escape_xml(title);
	CLEANUP_FREE char *clean_description = escape_xml(description);

	if (!end)
		return strdup(svg);
	if (!clean_title || !clean_description)
		return NULL;
	return file_path("%.*s<title>%s</title>\n<desc>%s%s", (int)(begin - svg), svg, clean_title,
			 clean_description, end);
}

int gnuplot_draw(const char *commands, size_t length, const char *title, const char *description,
		 const char *directory, const char *path, struct error *err)
{
	CLEANUP_CLOSE int fd = memfd_create("gnuplot", MFD_CLOEXEC);
	CLEANUP(cleanup_output) struct process_output output = { 0 };
	CLEANUP_FREE char *svg = NULL;
	int code;

	if (fd < 0 || file_write_all(fd, commands, length) < 0 || lseek(fd, 0, SEEK_SET) < 0)
		return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot hand over to gnuplot");
	code = run_gnuplot(fd, directory, &output, err);
	if (code < 0)
		return code;
	svg = with_titles(output.text, title, description);
	if (!svg)
		return error_errno(err, ERROR_ENVIRONMENT, ENOMEM, "cannot draw the figure");
	return file_write_atomically(path, svg, strlen(svg), err);
}
