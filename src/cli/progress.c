// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/progress.h"
#include "cli/note.h"
#include "cli/user_locale.h"
#include "common/cleanup.h"
#include "words/escape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define TERMINAL_INTERVAL_NS UINT64_C(200000000)
#define LINES_INTERVAL_NS UINT64_C(15000000000)
#define BAR_CELLS 20

/* One that can only print. */
static bool is_dumb(void)
{
	const char *terminal = getenv("TERM");

	return terminal && !strcmp(terminal, "dumb");
}

void progress_init(struct progress *progress, FILE *stream, bool quiet)
{
	*progress = (struct progress){
		.stream = stream,
		.quiet = quiet,
		.terminal = isatty(fileno(stream)) && !is_dumb(),
	};
}

static double clamp(double fraction)
{
	return fraction > 0 ? fmin(fraction, 1) : 0;
}

/* " 42 %, 2:31 left"; just the share when the time is unknown. */
static void share_format(char *buffer, size_t size, double fraction, double remaining_s)
{
	int percent = (int)floor(100 * clamp(fraction));
	int left_s =
	    isfinite(remaining_s) && remaining_s > 0 ? (int)fmin(ceil(remaining_s), 1e6) : 0;

	if (isfinite(remaining_s))
		snprintf(buffer, size, "%d %%, %d:%02d left", percent, left_s / 60, left_s % 60);
	else
		snprintf(buffer, size, "%d %%", percent);
}

static void cells_fill(char *cells, double fraction)
{
	int done = (int)floor(BAR_CELLS * clamp(fraction));

	memset(cells, '#', (size_t)done);
	memset(cells + done, '-', (size_t)(BAR_CELLS - done));
	cells[BAR_CELLS] = '\0';
}

char *progress_bar_format(char *buffer, size_t size, size_t width, const char *what,
			  double fraction, double remaining_s)
{
	char share[64];
	char cells[BAR_CELLS + 1];

	share_format(share, sizeof(share), fraction, remaining_s);
	cells_fill(cells, fraction);
	snprintf(buffer, size, "[%s] %s  %s", cells, share, what);
	if (strlen(buffer) > width)
		buffer[width] = '\0';
	return buffer;
}

char *progress_line_format(char *buffer, size_t size, const char *what, double fraction,
			   double remaining_s)
{
	char share[64];

	share_format(share, sizeof(share), fraction, remaining_s);
	snprintf(buffer, size, "%s: %s", share, what);
	return buffer;
}

char *progress_width_format(char *buffer, size_t size, double half_width_percent,
			    double precision_percent)
{
	if (!isfinite(half_width_percent))
		*buffer = '\0';
	else if (precision_percent > 0)
		snprintf(buffer, size, ", +-%.2g %% (%g %% ends it)", half_width_percent,
			 precision_percent);
	else
		snprintf(buffer, size, ", +-%.2g %%", half_width_percent);
	return buffer;
}

/* One column is left free, lest the terminal begins a new line. */
struct screen_size progress_size(const struct progress *progress)
{
	struct winsize size;

	if (ioctl(fileno(progress->stream), TIOCGWINSZ, &size) < 0 || size.ws_col < 2)
		return (struct screen_size){ 79, 24 };
	return (struct screen_size){ size.ws_col - 1u, size.ws_row ? size.ws_row : 24u };
}

/* In one piece, so that no half of it is ever seen. */
static void frame_write(struct progress *progress, struct text_buffer *frame)
{
	fputs(text_buffer_get(frame), progress->stream);
	fflush(progress->stream);
}

static void clear(struct progress *progress)
{
	CLEANUP(text_buffer_release) struct text_buffer frame = { 0 };

	screen_clear(&progress->screen, &frame, progress_size(progress));
	frame_write(progress, &frame);
}

static void draw(struct progress *progress)
{
	CLEANUP(text_buffer_release) struct text_buffer frame = { 0 };

	screen_draw(&progress->screen, &frame, progress->page ? progress->page : "", progress->bar,
		    progress_size(progress));
	frame_write(progress, &frame);
}

void progress_show(struct progress *progress, uint64_t now_ns, const char *what, double fraction,
		   double remaining_s)
{
	CLEANUP_FREE char *clean = NULL;
	char text[PROGRESS_LINE_SIZE];

	if (progress->quiet || now_ns < progress->next_ns)
		return;
	clean = escape_text(what, user_locale_is_utf8());
	what = clean ? clean : "";
	progress->next_ns =
	    now_ns + (progress->terminal ? TERMINAL_INTERVAL_NS : LINES_INTERVAL_NS);
	if (progress->terminal) {
		progress_bar_format(progress->bar, sizeof(progress->bar),
				    progress_size(progress).columns, what, fraction, remaining_s);
		draw(progress);
		return;
	}
	fprintf(progress->stream, "%s\n",
		progress_line_format(text, sizeof(text), what, fraction, remaining_s));
	fflush(progress->stream);
}

void progress_page(struct progress *progress, const char *page)
{
	if (progress->quiet || !progress->terminal)
		return;
	free(progress->page);
	progress->page = strdup(page);
	draw(progress);
}

void progress_say(struct progress *progress, const char *line)
{
	bool drawn = progress->screen.shown;

	if (progress->quiet)
		return;
	clear(progress);
	note_line(progress->stream, "%s", line);
	if (drawn)
		draw(progress);
}

void progress_end(struct progress *progress)
{
	clear(progress);
	free(progress->page);
	progress->page = NULL;
}
