/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_ENVIRONMENT_H
#define BPFTAX_WORDS_ENVIRONMENT_H

/*
 * What was wrong with a run's machine, and what changed there meanwhile, from the facts that are
 * stored with it.  A machine that was fine and stayed so is not mentioned.
 *
 *	code = environment_say(report);
 */

#include "estimate/model.h"

/* 0 or -ENOMEM. */
int environment_say(struct report *report);

#endif
