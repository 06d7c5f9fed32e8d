// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/report/report_output.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "cli/note.h"
#include "cli/report/report_figures.h"
#include "cli/user_locale.h"
#include "common/cleanup.h"
#include "estimate/build.h"
#include "words/cell_words.h"

#define DEFAULT_WIDTH 80
#define LEAST_WIDTH 40
#define GREATEST_WIDTH 1000

static bool is_width(unsigned long width)
{
	return width >= LEAST_WIDTH && width <= GREATEST_WIDTH;
}

static unsigned int output_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && is_width(size.ws_col))
		return size.ws_col;
	if (columns && is_width(strtoul(columns, NULL, 10)))
		return (unsigned int)strtoul(columns, NULL, 10);
	return DEFAULT_WIDTH;
}

static bool wants_color(void)
{
	const char *no_color = getenv("NO_COLOR");
	const char *terminal = getenv("TERM");

	return isatty(STDOUT_FILENO) && !(no_color && no_color[0]) &&
	       !(terminal && strcmp(terminal, "dumb") == 0);
}

struct report_options report_options_of_stdout(bool samples_raw)
{
	return (struct report_options){
		.width = output_width(),
		.color = wants_color(),
		.utf8 = user_locale_is_utf8(),
		.samples_raw = samples_raw,
	};
}

static void cleanup_data(struct run_data **data)
{
	run_data_free(*data);
}

void stdout_allow_closed_pipe(void)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	sigaction(SIGPIPE, &ignore, NULL);
}

bool stdout_is_closed_pipe(void)
{
	struct pollfd output = { .fd = STDOUT_FILENO, .events = POLLOUT };

	return poll(&output, 1, 0) == 1 && output.revents & POLLERR;
}

/* With SIGPIPE ignored a closed pipe is an error, and the caller's disposition comes back. */
static int print_quietly(const struct run_report *run, const char *format,
			 const struct report_options *options, struct error *err)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	int code;

	sigaction(SIGPIPE, &ignore, &before);
	code = report_print(run, format, stdout, options, err);
	sigaction(SIGPIPE, &before, NULL);
	if (code < 0 && stdout_is_closed_pipe())
		code = 0;
	if (code < 0)
		clearerr(stdout); /* it is told once, by this error */
	return code;
}

/* Whether the text is this number, in digits and nothing else. */
static bool is_number(const char *text, unsigned int number)
{
	char digits[16];

	snprintf(digits, sizeof(digits), "%u", number);
	return strcmp(digits, text) == 0;
}

static int refuse_cell(const struct run_data *data, const char *number, struct error *err)
{
	if (data->cell_count > 1)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "--cell: '%.40s' is no cell of this run; they are 0 to %zu, and "
				 "its report begins with a list of them",
				 number, data->cell_count - 1);
	return error_set(err, ERROR_USAGE, EINVAL,
			 "--cell: '%.40s' is no cell of this run, which has %s", number,
			 data->cell_count ? "but one, 0" : "none");
}

static int choose_cell(struct run_report *run, const char *number, struct error *err)
{
	const struct run_data *data = run->data;

	for (size_t i = 0; i < data->cell_count; i++)
		if (is_number(number, data->cells[i].number)) {
			run_report_choose(run, i);
			return 0;
		}
	return refuse_cell(data, number, err);
}

/* Not every format has a place for what is not there. */
static void warn_missing(const struct run_report *run, const char *number)
{
	const char *missing = cell_missing(run, 0);

	if (missing)
		note("cell %s has nothing to report: %s", number, missing);
}

int report_to_stdout(struct store *store, const char *run_id, const char *format,
		     const struct reading *options, struct error *err)
{
	CLEANUP(cleanup_data) struct run_data *data = NULL;
	CLEANUP(cleanup_run_report) struct run_report *run = NULL;
	struct report_options shown = report_options_of_stdout(options->samples_raw);
	int code = store_run_load(store, run_id, &data, err);

	shown.latency = options->latency;
	shown.full = options->full;
	if (code == 0)
		code = run_report_build(data, &run, err);
	if (code == 0 && options->cell)
		code = choose_cell(run, options->cell, err);
	if (code == 0 && options->cell)
		warn_missing(run, options->cell);
	if (code == 0 && options->figures)
		code = report_figures_write(run, options->figures, err);
	return code < 0 ? code : print_quietly(run, format, &shown, err);
}
