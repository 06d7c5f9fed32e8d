/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLI_SKIP_STATUS_H
#define BPFTAX_CLI_SKIP_STATUS_H

/*
 * `--skip-status N` by the words that were typed: a mistake in the command line, found before its
 * options are taken, must not be taken for a bad commit either.
 *
 *	return skip_status_of(argc, argv, print_error(&err));
 */

/* N where the words have one from 1 to 255, else status; 0 stays 0. */
int skip_status_of(int argc, char **argv, int status);

#endif
