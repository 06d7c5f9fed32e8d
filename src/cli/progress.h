/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PROGRESS_H
#define BPFTAX_PROGRESS_H

/*
 * How far a run is: a bar with the time left on a terminal, a plain line now and then elsewhere.
 *
 *	struct progress progress;
 *
 *	progress_init(&progress, stderr, study->quiet);
 *	progress_say(&progress, "KVM does not work here; emulating");
 *	progress_show(&progress, now_ns, "iperf3 fentry-map, block 3", 0.42, 151);
 *	progress_end(&progress);
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct progress {
	FILE *stream;
	bool quiet;
	bool terminal;
	bool bar_shown;
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

/* Prints a line of its own, above the bar; nothing when quiet. */
void progress_say(struct progress *progress, const char *line);

/* Removes the bar. */
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
