/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_ATLAS_BUILD_H
#define BPFTAX_ESTIMATE_ATLAS_BUILD_H

/*
 * Makes an atlas (estimate/atlas.h) out of the reports of many runs.
 *
 *	struct atlas_filter filter = { .programs = &programs, .architectures = &architectures };
 *	struct atlas *atlas = atlas_new(&filter);
 *
 *	atlas_add(atlas, newest);                // reports of runs (run_report.h), newest first
 *	atlas_add(atlas, older);
 *	atlas_finish(atlas);
 *	...
 *	atlas_free(atlas);
 *
 * Pure.
 */

#include "estimate/atlas.h"

/* NULL without memory.  What the filter points to has to outlive the atlas. */
struct atlas *atlas_new(const struct atlas_filter *filter);
void atlas_free(struct atlas *atlas);

/* What the run has that no newer one has.  0 or -ENOMEM. */
int atlas_add(struct atlas *atlas, const struct run_report *run);

/* Sorts what was added, and finds the steps.  Once, at the end.  0 or -ENOMEM. */
int atlas_finish(struct atlas *atlas);

#endif
