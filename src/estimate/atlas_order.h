/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_ATLAS_ORDER_H
#define BPFTAX_ESTIMATE_ATLAS_ORDER_H

/*
 * How an atlas is put in order once all is in it; for atlas_finish() alone, which has the sequence.
 */

#include "estimate/atlas.h"

/* Sorts kernels, then rows, and has the figures follow.  0 or -ENOMEM. */
int atlas_order(struct atlas *atlas);

/*
 * Says where each figure stands.  What was not measured does not know its trigger: it goes into
 * every row of its mechanism and program (and trigger, if that was asked for) unless one of them
 * has a number of that kernel; a row of its own is left to what has no number anywhere.  0 or
 * -ENOMEM.
 */
int atlas_places_find(struct atlas *atlas);

/*
 * Between neighbours of a family that have a number.  Of what is not the same each time only where
 * the ranges have nothing in common.
 */
void atlas_steps_find(struct atlas *atlas);

#endif
