/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLI_KERNELS_EXPAND_H
#define BPFTAX_CLI_KERNELS_EXPAND_H

/*
 * A study's kernels with their patterns replaced by what has been fetched, before its cells are
 * made: what is stored names kernels, and no pattern that means others tomorrow.
 *
 *	code = kernels_expand(&study, &err);
 */

#include "common/error.h"
#include "study/study.h"

/*
 * Fetched is what is of the study's architecture; of several each has its own, and what a pattern
 * brings is named as that one's (study/kernel_word.h).  "debian-*-cloud" becomes the newest fetched
 * of each name that it matches, by NAME=VERSION.  What a pattern brings that another word of the
 * list has already, by its name too, it brings once. Without a pattern nothing is changed, or
 * looked at. -ENOENT and ERROR_USAGE where one matches nothing of an architecture; -ENOMEM.
 */
int kernels_expand(struct study *study, struct error *err);

#endif
