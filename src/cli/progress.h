/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PROGRESS_H
#define BPFTAX_PROGRESS_H

/*
 * How far a run is: on a terminal a bar with the time left, and above it the page as far as it is
 * known; a plain line now and then elsewhere.
 *
 *	struct progress progress;
 *
 *	progress_init(&progress, stderr, study->quiet);
 *	progress_say(&progress, "KVM does not work here; emulating");
 *	progress_show(&progress, now_ns, "iperf3 fentry-map, block 3", 0.42, 151);
 *	progress_page(&progress, "fentry-null  138 instructions\n...");
 *	progress_end(&progress);
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "cli/screen.h"

#define PROGRESS_LINE_SIZE 256

struct progress {
	FILE *stream;
	bool quiet;
	bool terminal; /* that knows how to draw in place */
	struct screen screen;
	char *page; /* above the bar, or NULL */
	char bar[PROGRESS_LINE_SIZE];
	uint64_t next_ns; /* nothing is shown before */
};

/* Looks whether the stream is a terminal. */
void progress_init(struct progress *progress, FILE *stream, bool quiet);

/*
 * Shows how far it is, on a terminal at most five times a second, elsewhere every 15 s.  now_ns is
 * of any clock that does not jump; remaining_s is NaN when unknown.
 */
void progress_show(struct progress *progress, uint64_t now_ns, const char *what, double fraction,
		   double remaining_s);

/* Has these lines stand above the bar from now on, in place of those before; only on a terminal. */
void progress_page(struct progress *progress, const char *page);

/* What there is room for: columns as wide as a line may be, rows. */
struct screen_size progress_size(const struct progress *progress);

/* Prints a line of its own, above the page; nothing when quiet. */
void progress_say(struct progress *progress, const char *line);

/* Removes bar and page, and releases what is kept of it. */
void progress_end(struct progress *progress);

/*
 * ", +-1.3 %" or, with a precision to be reached, ", +-1.3 % (1 % ends it)": half the widest
 * interval by now; "" while it is NaN.  Returns buffer.
 */
char *progress_width_format(char *buffer, size_t size, double half_width_percent,
			    double precision_percent);

/* "[#####-----] 42 %, 2:31 left  iperf3 fentry-map" in at most width columns.  Returns buffer. */
char *progress_bar_format(char *buffer, size_t size, size_t width, const char *what,
			  double fraction, double remaining_s);

/* "42 %, 2:31 left: iperf3 fentry-map".  Returns buffer. */
char *progress_line_format(char *buffer, size_t size, const char *what, double fraction,
			   double remaining_s);

#endif
