/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_PLAN_RUN_H
#define BPFTAX_RUN_PLAN_RUN_H

/*
 * Going through the plan of a workload, visit by visit, until its protocol has had enough blocks or
 * the user stops it.  Internal to src/run.
 */

#include "run/visit.h"

/*
 * From wherever the store says that this plan is: the next visit of it that has not ended.  0 or a
 * negative errno.
 */
int plan_go_on(const struct protocol_ops *ops, void *state, struct course *course,
	       const struct plan *plan, struct error *err);

/*
 * Plans so many blocks and stores the plan, with what the window's pilot tried (NULL: none); of a
 * run that goes on (course->earlier_plan) the plan is the stored one.  state is the protocol's.  0
 * or a negative errno.
 */
int plan_run(const struct protocol_ops *ops, void *state, struct course *course,
	     unsigned int blocks, json_t *window_pilot, struct error *err);

#endif
