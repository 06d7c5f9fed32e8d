/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_SENTENCES_MICRO_H
#define BPFTAX_WORDS_SENTENCES_MICRO_H

/*
 * What is said of the micro measurement beside its table.
 *
 *	code = say_micro(to, workload);
 */

#include "words/say.h"

/* Reloads and disturbed chunks of the workload, and every row that is not what it should be: 0 or
 * -ENOMEM. */
int say_micro(struct sentences *to, const struct report_workload *workload);

#endif
