/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLI_REPORT_OUTPUT_H
#define BPFTAX_CLI_REPORT_OUTPUT_H

/*
 * A stored run's report on standard output, as this terminal likes it.  `bpftax report` is this;
 * `bpftax run` ends with it.
 *
 *	code = report_to_stdout(store, run_id, "text", &options, &err);
 */

#include <stdbool.h>
#include "common/error.h"
#include "formats/report.h"
#include "store/store.h"
#include "study/reading.h"

/*
 * Width from the terminal, else COLUMNS, else 80; colour on a terminal only and not when NO_COLOR
 * is set (no-color.org); UTF-8 by the locale's character set.
 */
struct report_options report_options_of_stdout(bool samples_raw);

/*
 * run_id: all its digits; of the options those that say what is shown are used.  A reader that
 * closed the pipe is no error.  Returns 0 or a negative errno with what store_run_load(),
 * run_report_build() or report_print() said.
 */
int report_to_stdout(struct store *store, const char *run_id, const char *format,
		     const struct reading *options, struct error *err);

/*
 * A reader that closes the pipe (`| head`) ends nothing from now on: what is written to it is lost,
 * which is no error.
 */
void stdout_allow_closed_pipe(void);

/*
 * Whether nobody reads standard output any more (`| head`).  stdio says that writing failed, but
 * when it did so in the middle of a report, no longer why.
 */
bool stdout_is_closed_pipe(void);

#endif
