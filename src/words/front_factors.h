/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_FRONT_FACTORS_H
#define BPFTAX_WORDS_FRONT_FACTORS_H

/* What statistics, a program and a mechanism add, as a part of the first page.  Private to it. */

#include "estimate/summary.h"
#include "words/front_part.h"

/*
 * Of the summary's only kernel; what leads there leads here.  Of several boots it is of the first
 * that has any, and says so.  Nothing where there are several kernels, or no factor.  0 or -ENOMEM.
 */
int front_add_factors(struct front_page *page, const struct summary *summary);

#endif
