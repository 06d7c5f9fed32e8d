/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_OBJECT_SETTINGS_H
#define BPFTAX_RUN_OBJECT_SETTINGS_H

/*
 * What the study wants otherwise in somebody's objects (--set, --map, --hook): asked of the agent,
 * which knows their types.  Internal to src/run.
 *
 *	object_hooks_send(bench, &err);         // before they are described
 *	object_settings_send(bench, &err);      // once the objects were sent
 */

#include "run/bench.h"

/*
 * Of several objects those get a setting that have what it names; one at least has to.  What none
 * has, or what cannot be so, is ERROR_USAGE.
 */
int object_hooks_send(struct bench *bench, struct error *err);
int object_settings_send(struct bench *bench, struct error *err);

#endif
