/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_SCDOC_H
#define BPFTAX_SCDOC_H

/*
 * Text in scdoc's language (scdoc(5)), escaped, in lines that mandoc does not find too long.
 *
 *	scdoc_paragraphs(out, "\t", "One.\n\nTwo, about `bpftax run`.");
 */

#include <stdio.h>

/* A piece of a line; what scdoc would take for markup is escaped. */
void scdoc_text(FILE *out, const char *text);

/*
 * Each line begins with `indent` (tabs); paragraphs are parted by an empty line, and what stands
 * between backquotes becomes bold.  Ends with a newline.
 */
void scdoc_paragraphs(FILE *out, const char *indent, const char *text);

#endif
