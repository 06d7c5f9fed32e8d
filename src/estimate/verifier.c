// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/verifier.h"

#include <math.h>

static double number_of(const json_t *object, const char *key)
{
	const json_t *number = json_object_get(object, key);

	return json_is_number(number) ? json_number_value(number) : NAN;
}

struct verifier_took verifier_took(const struct report_result *result)
{
	const json_t *look = result ? result->look : NULL;
	const json_t *verifier = json_object_get(look, "verifier");
	struct verifier_took took = {
		.processed = number_of(verifier, "processed"),
		.limit = number_of(verifier, "limit"),
		.total_states = number_of(verifier, "total_states"),
		.peak_states = number_of(verifier, "peak_states"),
		.stack_bytes = number_of(verifier, "stack_bytes"),
		.jited_bytes = number_of(verifier, "jited_bytes"),
		.load_ns = number_of(look, "load_ns"),
	};

	took.percent = took.limit > 0 ? 100 * took.processed / took.limit : NAN;
	return took;
}
