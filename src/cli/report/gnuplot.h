/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLI_GNUPLOT_H
#define BPFTAX_CLI_GNUPLOT_H

/*
 * A figure drawn by gnuplot, as an SVG file.
 *
 *	gnuplot_draw(commands, length, "history", "micro/fentry-map: ...", NULL, "out.svg",
 *		     &err);
 */

#include <stddef.h>
#include "common/error.h"

/*
 * commands: those that write SVG to standard output.  title and description are what a screen
 * reader says of the figure.  directory: where the data stand that the commands name, or NULL.  The
 * file is there as a whole or not at all.  -ENOENT (ERROR_ENVIRONMENT) when gnuplot is not
 * installed; other errors too are ERROR_ENVIRONMENT.
 */
int gnuplot_draw(const char *commands, size_t length, const char *title, const char *description,
		 const char *directory, const char *path, struct error *err);

#endif
