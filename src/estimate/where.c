// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/where.h"

#include <math.h>
#include <stdio.h>

/*
 * Hits are counted in some windows only: with statistics, or the last of a visit.  Where they
 * happen is the attachment's, and so the same in all windows of the treatment.
 */
static size_t counted_in(const struct run_data *data, const struct measuring *measuring, size_t c)
{
	for (size_t s = 0; s < data->configuration_count; s++)
		if (data->configurations[s].treatment == data->configurations[c].treatment &&
		    !isnan(measure_sum(measuring, s, COUNTER_inside_operations)))
			return s;
	return c;
}

static void told_fill(const json_t *proof, struct report_where *where)
{
	const json_t *told = json_object_get(proof, "where");
	const json_t *cpu = json_object_get(told, "cpu");

	where->context = json_string_value(json_object_get(told, "context"));
	where->process = json_string_value(json_object_get(told, "process"));
	where->cpu = json_is_integer(cpu) ? (double)json_integer_value(cpu) : NAN;
}

/* An event of micro is timed as a whole, and its hits were counted over the same loop. */
static void event_fill(struct report_result *result)
{
	result->where.hits_inside = result->hits_per_operation;
	result->where.place = hit_place_of(result->hits_per_operation, result->hits_per_operation);
}

void where_fill(const struct run_data *data, const struct measuring *measuring, size_t c,
		struct report_result *result)
{
	struct report_where *where = &result->where;
	size_t source = counted_in(data, measuring, c);

	*where = (struct report_where){ .hits_inside = NAN, .cpu = NAN };
	if (result->role != ROLE_TREATMENT)
		return;
	if (workload_kind_of(measuring->workload) == WORKLOAD_EVENT) {
		event_fill(result);
		return;
	}
	where->hits_inside =
	    measure_ratio(measuring, source, COUNTER_hits_inside, COUNTER_inside_operations);
	where->place =
	    hit_place_of(where->hits_inside,
			 measure_ratio(measuring, source, COUNTER_hits, COUNTER_hit_operations));
	told_fill(result->proof, where);
}

bool where_is_outside(const struct report_result *result)
{
	return result->where.place == PLACE_OUTSIDE;
}

void where_withhold(struct report_result *result)
{
	enum metric metric = report_primary_metric(result);

	result->effects[metric] = (struct effect){ 0 };
	result->withheld[metric] = WITHHELD_OUTSIDE;
}

double where_hits(const struct report_result *result)
{
	return result->where.place == PLACE_BOTH ? result->where.hits_inside
						 : result->hits_per_operation;
}
