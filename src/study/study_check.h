/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STUDY_STUDY_CHECK_H
#define BPFTAX_STUDY_STUDY_CHECK_H

/* Whether a study can be, and what it leaves open. */

#include "common/error.h"
#include "study/study.h"

/*
 * Checks names and combinations, expands "all", sets what depends on the others.  The study is one
 * cell's: cells_make() (study/cell.h) checks those of several.  Returns 0, or -EINVAL with
 * ERROR_USAGE and a sentence that names the nearest valid word.
 */
int study_check(struct study *study, struct error *err);

/* The part of study_check() that is the same for all cells: the names that "all" stands for. */
int study_expand(struct study *study, struct error *err);

#endif
