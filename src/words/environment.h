/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_ENVIRONMENT_H
#define BPFTAX_WORDS_ENVIRONMENT_H

/*
 * What was wrong with a run's machine, and what changed there meanwhile, from the facts that are
 * stored with it.  A machine that was fine and stayed so is not mentioned.
 *
 *	code = say_environment(to);
 */

#include "words/say.h"

/* 0 or -ENOMEM. */
int say_environment(struct sentences *to);

/*
 * Who else had BPF statistics on, in one sentence for all cells; none where nobody had.  To be read
 * before any table, from which rows are missing then.  0 or -ENOMEM.
 */
int say_foreign_statistics(struct sentences *to, const struct run_data *data);

/*
 * Which programs of others hung on the hooks before the run, in one sentence of the first cell in
 * which any did; also to be read before any table.  0 or -ENOMEM.
 */
int say_strangers_on_hook(struct sentences *to, const struct run_data *data);

#endif
