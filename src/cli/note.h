/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLI_NOTE_H
#define BPFTAX_CLI_NOTE_H

/*
 * What is told the user beside reports: errors, remarks, what goes on.  Parts of it came from
 * outside (a guest's reason, a console's last line, a name in a file), so that all of it is made
 * harmless for a terminal, as words/escape.h says: one call is one line, whatever is in it.
 *
 *	note_line(stdout, "%s removed", name);
 *	note("only what is fetched is listed: %s", err.text);	// "bpftax: only ..." on stderr
 */

#include <stdio.h>

/* A line of the stream; flushed, so that it is seen before what takes long. */
void note_line(FILE *stream, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* note_line() on stderr, behind the program's name. */
void note(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
