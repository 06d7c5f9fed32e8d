// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/switch.h"
#include "run/blocks_end.h"
#include "run/window.h"
#include "run/workload_anatomy.h"
#include "common/deadline.h"

#include <string.h>

#define DELAY_PATIENCE_S 60
#define PROOF_SLICE_NS 50000000u

static int attach(struct visiting *visiting, struct error *err)
{
	visiting->hook.recorded = workload_is_recorded(visiting);
	if (visiting->visit->carrier)
		visiting->hook = hook_sham(visiting->bench, visiting->visit->carrier);
	return visiting->hook.mechanism ? visit_attach(visiting, err) : 0;
}

/* Statistics off alone: a moment with them on, under the same link, shows that it fires. */
static int proof_slice(struct visiting *visiting, struct counters *counters, struct error *err)
{
	static const struct window_lengths slice_lengths = { .window_ns = PROOF_SLICE_NS };
	struct counters slice;
	int done = bench_statistics(visiting->bench, true, err);

	if (!done)
		done = window_run(visiting->course, &slice_lengths, &slice, NULL, err);
	if (done)
		return done;
	counters->value[COUNTER_hits] = slice.value[COUNTER_hits];
	counters->value[COUNTER_hit_operations] = slice.value[COUNTER_hit_operations];
	counters->value[COUNTER_misses] = slice.value[COUNTER_misses];
	counters->value[COUNTER_hits_inside] = slice.value[COUNTER_hits_inside];
	counters->value[COUNTER_inside_operations] = slice.value[COUNTER_inside_operations];
	return 0;
}

/* What cannot be had here is a result of that delay alone; what went wrong is the visit's. */
static int delay_refused(struct visiting *visiting, int rank, const json_t *reply)
{
	const char *status = json_string_value(json_object_get(reply, "status"));
	const char *reason = json_string_value(json_object_get(reply, "reason"));

	if (status && !strcmp(status, "set"))
		return 0;
	if (!reason)
		reason = "the agent did not say why the delay was not set";
	if (status && !strcmp(status, "unsupported"))
		outcome_close(&visiting->course->delay_lengths[rank], "unsupported", reason);
	else
		visit_wrong(visiting, VISIT_WRONG, "%s", reason);
	return 1;
}

/* 0; 1: this delay is not to be had; a negative errno. */
static int window_delay(struct visiting *visiting, int rank, struct error *err)
{
	struct bench *bench = visiting->bench;
	json_t *reply;
	int done;

	if (visiting->course->delay_lengths[rank].closed)
		return 1;
	done = bench_call(
	    bench,
	    request_pack(REQUEST_delay, "{s:I}", "delay_ns", (json_int_t)bench->delays.ns[rank]),
	    DELAY_PATIENCE_S, &reply, err);
	if (done < 0)
		return done;
	done = delay_refused(visiting, rank, reply);
	json_decref(reply);
	return done;
}

/* What changes between the windows of a visit: statistics, or the delay.  As window_delay(). */
static int window_prepare(struct visiting *visiting, struct window_setting setting,
			  struct error *err)
{
	int done = bench_statistics(visiting->bench, setting.statistics, err);

	if (done < 0 || setting.delay == DELAY_NONE)
		return done;
	return window_delay(visiting, setting.delay, err);
}

/* Hits are only counted while statistics are on: without such a window, a slice of its own. */
static bool window_needs_slice(const struct visit *visit, unsigned int window)
{
	for (unsigned int i = 0; i < visit->window_count; i++)
		if (visit->windows[i].statistics)
			return false;
	return window + 1 == visit->window_count;
}

/* Where instructions are counted, what no interrupt fell into; there has to be something. */
static void batches_judge(struct visiting *visiting, const struct counters *counters)
{
	if (counters->value[COUNTER_chunks] == 0)
		visit_wrong(visiting, VISIT_WRONG,
			    "an interrupt fell into every batch of receives, which take too "
			    "long to be counted exactly");
}

/* The window that cannot be had would have proved the others. */
static int window_leave_out(struct visiting *visiting, bool is_proof, struct error *err)
{
	struct counters counters;
	int done = 0;

	counters_clear(&counters);
	if (is_proof)
		done = proof_slice(visiting, &counters, err);
	if (!done && is_proof)
		visit_hits_judge(visiting, &counters);
	return done;
}

static int window_measure(struct visiting *visiting, unsigned int window, bool slice,
			  struct error *err)
{
	struct window_setting setting = visiting->visit->windows[window];
	struct sample_record sample = {
		.window = window,
		.started_ns = (int64_t)(deadline_now_ns() - visiting->bench->begun_ns),
	};
	char by[COUNTED_BY_SIZE] = "";
	int done =
	    window_run(visiting->course, &visiting->course->lengths, &sample.counters, by, err);

	if (!done)
		done = workload_window_record(visiting, window, err);
	if (!done && slice)
		done = proof_slice(visiting, &sample.counters, err);
	if (done < 0)
		return done;
	if (setting.statistics || slice)
		visit_hits_judge(visiting, &sample.counters);
	batches_judge(visiting, &sample.counters);
	return visit_sample(visiting, setting, &sample, by, err);
}

static int window_visit(struct visiting *visiting, unsigned int window, struct error *err)
{
	bool slice = window_needs_slice(visiting->visit, window);
	int done = window_prepare(visiting, visiting->visit->windows[window], err);

	if (done < 0)
		return done;
	return done > 0 ? window_leave_out(visiting, slice, err)
			: window_measure(visiting, window, slice, err);
}

static int windows(struct visiting *visiting, struct error *err)
{
	int done = 0;

	for (unsigned int i = 0; i < visiting->visit->window_count && !done; i++) {
		done = window_visit(visiting, i, err);
		if (bench_stop(visiting->bench) != RUN_GO_ON)
			break;
	}
	return done < 0 ? done : bench_statistics(visiting->bench, false, err);
}

static int detach(struct visiting *visiting, struct error *err)
{
	int done = visit_detach(visiting, err);

	return done < 0 ? done : workload_anatomies_keep(visiting, err);
}

const struct protocol_ops protocol_switch = {
	.unit = "block",
	.attach = attach,
	.windows = windows,
	.detach = detach,
	.not_fired = visit_not_fired,
	.block_ended = blocks_end_ask,
};
