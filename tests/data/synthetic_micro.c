// SPDX-License-Identifier: GPL-2.0-or-later
#include "synthetic_micro.h"

#include <math.h>
#include "common/cleanup.h"

#define MICRO_RELOADS 6

/* The last treatment's line is of another slope than its cost. */
static void fill_micro(struct synthetic_writer *writer, size_t t, bool statistics,
		       struct counters *counters)
{
	bool exact = writer->kind == SYNTHETIC_EXACT;
	double cost = synthetic_treatments[t].direct_ns / 2 + (statistics ? 82 : 0);
	double slope = t + 1 == ARRAY_SIZE(synthetic_treatments) ? cost + 40 : cost;

	counters->value[COUNTER_events] = 750;
	counters->value[COUNTER_chunks] = 40;
	counters->value[COUNTER_chunks_agreeing] = exact ? 39 : 1;
	counters->value[COUNTER_chunks_disturbed] = 3;
	counters->value[COUNTER_event_ns] =
	    floor(cost) + (exact ? .004 : synthetic_jitter(writer, .2));
	counters->value[COUNTER_event_slope_ns] =
	    floor(slope) + (exact ? 0 : synthetic_jitter(writer, .3));
	counters->value[COUNTER_event_bare_ns] = 5.53 * (exact ? 1 : synthetic_jitter(writer, .01));
	counters->value[COUNTER_hits] = 750;
	counters->value[COUNTER_hit_operations] = 750;
	counters->value[COUNTER_misses] = 0;
	counters->value[COUNTER_run_time_ns] = 750 * synthetic_treatments[t].kernel_ns;
}

static int add_reload(struct synthetic_writer *writer, size_t t, unsigned int block)
{
	json_t *proof = json_pack("{s:s}", "trigger", "bpf_get_numa_node_id");
	int64_t visit;
	int code = synthetic_visit_begin(writer, "micro", t, block, (unsigned int)t, 0, &visit);

	for (unsigned int window = 0; window < 2 && code == 0; window++) {
		struct sample_record sample = {
			.visit = visit,
			.configuration = writer->treatment[t][window],
			.window = window,
			.started_ns = writer->clock_ns += 200000000,
		};

		counters_clear(&sample.counters);
		fill_micro(writer, t, window == 1, &sample.counters);
		code = store_sample_add(writer->store, &sample, writer->err);
	}
	if (code == 0)
		code = store_visit_end(writer->store, visit, "kept", NULL, proof, writer->err);
	json_decref(proof);
	return code;
}

int synthetic_reloads_add(struct synthetic_writer *writer)
{
	int code = 0;

	for (unsigned int block = 0; block < MICRO_RELOADS; block++)
		for (size_t t = 0; t < ARRAY_SIZE(synthetic_treatments) && code == 0; t++)
			code = add_reload(writer, t, block);
	return code;
}
