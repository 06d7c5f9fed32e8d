/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_ESCAPE_H
#define BPFTAX_WORDS_ESCAPE_H

/*
 * Text that came from outside (labels, kernel names, reasons), made harmless for each format.
 *
 * In all of them control characters, whether C0, DEL, C1, line separators, those that turn the
 * direction of writing or are not seen at all, and bytes that are not UTF-8 become \xNN, a
 * backslash in front of such a spelling becomes \x5c.  Every function returns a new string, which
 * the caller frees, or NULL without memory.
 */

#include <stdbool.h>
#include <stdio.h>

/* For a terminal.  utf8: letters beyond ASCII may stay, otherwise they become \xNN as well. */
char *escape_text(const char *text, bool utf8);

/* For a Markdown cell or line: what Markdown or HTML would take for its own as well. */
char *escape_markdown(const char *text);

/* A CSV field (RFC 4180), quoted where needed; what a spreadsheet would compute gets a "'". */
char *escape_csv(const char *text);

/* For JSON, whose library escapes control characters itself: only what is not UTF-8. */
char *escape_json(const char *text);

/* For XML and HTML, in text and in attributes. */
char *escape_xml(const char *text);

/* For a label's value in OpenMetrics, between double quotes. */
char *escape_label(const char *text);

/*
 * Puts `before`, the escaped text (NULL is nothing) and `after`.  escape: one of those above or
 * below.  0 or -ENOMEM.
 */
int escape_put(FILE *out, char *(*escape)(const char *text), const char *before, const char *text,
	       const char *after);

/* For a line of KTAP, where "#" begins a directive and cannot be quoted: it becomes \x23. */
char *escape_ktap(const char *text);

#endif
