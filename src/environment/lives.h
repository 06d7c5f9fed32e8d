/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ENVIRONMENT_LIVES_H
#define BPFTAX_ENVIRONMENT_LIVES_H

/*
 * A cell's environment, of each life of it: one that was cut off and went on has had several, and
 * what its machine was in the first of them holds of the samples of that one.  Pure.
 *
 *	for (size_t i = 0; i < environment_lives(environment); i++) {
 *		const json_t *life = environment_life(environment, i);
 *
 *		judge(json_object_get(life, "before"));
 *	}
 *
 * Each is {"before": facts, "during": facts, "after": facts}, whatever of it is known; those of
 * before stand in the last one's "earlier", an array (run/environment.h).
 */

#include <jansson.h>

/* How many: one more than went before, and at least one, also of NULL. */
size_t environment_lives(const json_t *environment);

/* In the order of time; borrowed.  The last one is the environment itself. */
const json_t *environment_life(const json_t *environment, size_t index);

#endif
