/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_SHAM_VISIT_H
#define BPFTAX_RUN_SHAM_VISIT_H

/*
 * A sham attached as for a baseline, for windows that are no plan's and are not stored: a pilot's,
 * a machine's noise, or none, to see whether it can be had.  Internal to src/run.
 *
 *	sham_visit(bench, hook_sham(bench, "fentry"), windows, context, &err);
 */

#include "run/attachment.h"

/*
 * windows() measures what it wants to and leaves statistics off; NULL: nothing.  1 when it was
 * attached, 0 when it cannot be had (also: .mechanism is NULL), or a negative errno.
 */
int sham_visit(struct bench *bench, struct hook hook,
	       int (*windows)(void *context, struct error *err), void *context, struct error *err);

#endif
