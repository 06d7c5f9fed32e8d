// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/lower_bound.h"

const struct program_name *lower_bound_program(const struct report_result *result)
{
	const struct program_name *known;
	struct program_variant variant;

	if (result->role != ROLE_TREATMENT || !report_result_measured(result) ||
	    result->record->of_object)
		return NULL;
	if (!program_variant_parse(result->record->program, &variant))
		return NULL;
	known = program_name_find(variant.program, NULL);
	return known && known->leaves_out ? known : NULL;
}
