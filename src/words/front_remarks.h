/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_FRONT_REMARKS_H
#define BPFTAX_WORDS_FRONT_REMARKS_H

/* What has to stand beside figures of the first page lest they mislead.  Private to it. */

#include "estimate/run_report.h"
#include "words/front_part.h"

/*
 * Programs that do not run within what is timed, and those whose cost is a lower bound: a line for
 * each, once for all cells.  0 or -ENOMEM.
 */
int front_say_remarks(struct front_part *part, const struct run_report *run);

#endif
