/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COUNTERS_H
#define BPFTAX_COUNTERS_H

/*
 * The numbers of one window, indexed by the enum below; an absent one is NaN.
 *
 *	struct counters c;
 *
 *	counters_clear(&c);
 *	c.value[COUNTER_operations] = 21344;
 *	json_t *object = counters_to_json(&c);     // {"operations": 21344}
 */

#include <jansson.h>

enum counter {
#define COUNTER(identifier, unit, since, check, meaning) COUNTER_##identifier,
#include "protocol/counter_list.h"
#undef COUNTER
	COUNTER_COUNT
};

struct counter_name {
	const char *name;
	const char *unit;
	const char *meaning;
};

extern const struct counter_name counter_names[COUNTER_COUNT];

struct counters {
	double value[COUNTER_COUNT];
};

/* All absent. */
void counters_clear(struct counters *counters);

/* A new object (a new reference) with the counters that are present; integers stay integers. */
json_t *counters_to_json(const struct counters *counters);

/* Reads what is present; unknown keys are ignored, what is no number is absent. */
void counters_from_json(const json_t *object, struct counters *ret_counters);

#endif
