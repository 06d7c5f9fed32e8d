/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_REPORT_ENVIRONMENT_H
#define BPFTAX_REPORT_ENVIRONMENT_H

/*
 * What was wrong with a run's machine, and what changed there meanwhile, from the facts that are
 * stored with it.  A machine that was fine and stayed so is not mentioned.  Private to src/report.
 *
 *	code = environment_say(report);
 */

#include "report/model.h"

/* 0 or -ENOMEM. */
int environment_say(struct report *report);

#endif
