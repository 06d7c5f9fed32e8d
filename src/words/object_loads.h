/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_OBJECT_LOADS_H
#define BPFTAX_WORDS_OBJECT_LOADS_H

/*
 * On which of a run's kernels the programs of somebody's object load, as sentences: "handle_exec
 * loads on 6.1 and later, not on 5.10".
 *
 *	object_loads_say(summary, columns, part);
 */

#include "estimate/summary.h"
#include "words/front_part.h"
#include "words/kernel_names.h"

/* Programs of which the same is to be said share a line.  0 or -ENOMEM. */
int object_loads_say(const struct summary *summary, const struct kernel_names *names,
		     struct front_part *part);

#endif
