/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_FRONT_OBJECTS_H
#define BPFTAX_WORDS_FRONT_OBJECTS_H

/*
 * The answer where programs of somebody's object were measured on several kernels: a matrix of
 * programs by kernels, from the oldest to the newest, in whose cells stands what an event costs or
 * why there is no figure, with the reasons below it, and from which kernel on each program loads.
 * And of one kernel or several what the verifier took.
 *
 *	if (front_has_matrix(summary))
 *		front_add_matrix(page, summary, &style);
 *	front_add_verifier(page, summary, &style);
 */

#include "estimate/summary.h"
#include "words/front_part.h"

/* Whether the run is one of objects, counted, on several kernels. */
bool front_has_matrix(const struct summary *summary);

/* 0 or -ENOMEM. */
int front_add_matrix(struct front_page *page, const struct summary *summary,
		     const struct front_style *style);

/* Nothing where nothing is known of it.  0 or -ENOMEM. */
int front_add_verifier(struct front_page *page, const struct summary *summary,
		       const struct front_style *style);

#endif
