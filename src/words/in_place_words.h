/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_IN_PLACE_WORDS_H
#define BPFTAX_WORDS_IN_PLACE_WORDS_H

/*
 * Which programs of somebody's objects hung on a probe point of bpftax's own, in place of what
 * their sections name in user space (agent/object_section.h): what they read there is not what
 * they read where they are meant for.
 *
 *	code = say_in_place(&sentences, run);          // before any figure
 */

#include "estimate/run_report.h"
#include "words/say.h"

/* One sentence for all that share both places.  0 or -ENOMEM. */
int say_in_place(struct sentences *to, const struct run_report *run);

#endif
