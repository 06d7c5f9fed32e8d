/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_FRONT_LIMITS_H
#define BPFTAX_WORDS_FRONT_LIMITS_H

/* What limits the traffic of a run, on the first page: no figure is to be read without it. */

#include "estimate/run_report.h"
#include "words/front_part.h"

/*
 * The only cell in which traffic flows, or NULL: of several what is said of one would be said of
 * any.
 */
const struct report *front_only_traffic(const struct run_report *run);

/* Adds the part, where it is known what limits that cell's traffic.  0 or -ENOMEM. */
int front_add_limits(struct front_page *page, const struct run_report *run);

#endif
