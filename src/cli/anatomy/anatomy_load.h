/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLI_ANATOMY_LOAD_H
#define BPFTAX_CLI_ANATOMY_LOAD_H

/*
 * The anatomies of a stored run, by its cells and then its configurations.
 *
 *	struct anatomy_set set = { 0 };
 *
 *	code = anatomies_load(run, &set, &err);
 *	...
 *	anatomy_set_release(&set);
 */

#include "anatomy/anatomy_set.h"
#include "common/error.h"
#include "estimate/run_report.h"

/*
 * Fills a set and finishes it.  What was measured without being recorded, or not at all, is
 * missing, with the reason.  Each sum is held against the cost that the run's report has.  0, or a
 * negative errno with a sentence: -ENOENT, ERROR_USAGE, where the run has none at all, nor a
 * reason.
 */
int anatomies_load(const struct run_report *run, struct anatomy_set *set, struct error *err);

#endif
