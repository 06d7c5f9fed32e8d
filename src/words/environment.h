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

#endif
