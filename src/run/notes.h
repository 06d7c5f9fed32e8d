/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_NOTES_H
#define BPFTAX_RUN_NOTES_H

/*
 * What the report has to say of how a workload was run, as notes in the store.  Internal to
 * src/run.  Each returns 0, also where there is nothing to say, or a negative errno of the store.
 */

#include "run/course.h"

/* How the window's length was chosen; the table is in the report's JSON. */
int note_window(struct course *course, const json_t *pilot, struct error *err);

/* That its windows are shorter than usual, so that enough blocks find room. */
int note_short_windows(struct course *course, struct error *err);

/* What traffic is worth where instructions are the clock. */
int note_traffic(struct course *course, struct error *err);

/* How the load of a receiver was found. */
int note_load(struct course *course, struct error *err);

/* How many windows without statistics were left out (withheld.h). */
int note_withheld(struct course *course, struct error *err);

#endif
