// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/counters.h"

#include <math.h>

const struct counter_name counter_names[COUNTER_COUNT] = {
#define COUNTER(identifier, unit, since, check, meaning) { #identifier, unit, meaning },
#include "protocol/counter_list.h"
#undef COUNTER
};

void counters_clear(struct counters *counters)
{
	for (int i = 0; i < COUNTER_COUNT; i++)
		counters->value[i] = NAN;
}

/* Doubles hold every integer below 2^53, far beyond what a window counts. */
static json_t *number_to_json(double value)
{
	if (value == floor(value) && fabs(value) < 9007199254740992.0)
		return json_integer((json_int_t)value);
	return json_real(value);
}

json_t *counters_to_json(const struct counters *counters)
{
	json_t *object = json_object();

	for (int i = 0; i < COUNTER_COUNT; i++)
		if (isfinite(counters->value[i]))
			json_object_set_new(object, counter_names[i].name,
					    number_to_json(counters->value[i]));
	return object;
}

void counters_from_json(const json_t *object, struct counters *ret_counters)
{
	counters_clear(ret_counters);
	for (int i = 0; i < COUNTER_COUNT; i++) {
		const json_t *value = json_object_get(object, counter_names[i].name);

		if (json_is_number(value))
			ret_counters->value[i] = json_number_value(value);
	}
}
