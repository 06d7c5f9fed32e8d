/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_SAY_H
#define BPFTAX_WORDS_SAY_H

/*
 * Adding a sentence to a report.
 *
 *	return say(report, "%s: %zu blocks.", workload->name, workload->blocks);
 */

#include "estimate/model.h"

/* 0 or -ENOMEM. */
int say(struct report *report, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
