// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/workload/null.h"
#include "common/text_buffer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define OPERATION_NS 1000
#define CPU_NS 2 /* of an operation */

struct null_state {
	double operation_ns, operations;
	bool silent;
	char fails[16];
	struct text_buffer steps;
};

/* After what it is to do has its word. */
static int step(struct null_state *state, const char *name, struct error *err)
{
	if (!strcmp(state->fails, name))
		return error_set(err, ERROR_RESULT, EIO, "%s failed, as it was told to", name);
	return 0;
}

static int null_start(struct workload *workload, const json_t *settings, struct error *err)
{
	const json_t *operation_ns = json_object_get(settings, "operation_ns");
	const char *fails = json_string_value(json_object_get(settings, "fails"));
	struct null_state *state = calloc(1, sizeof(*state));

	if (!state)
		return error_set(err, ERROR_RESULT, ENOMEM, "no memory");
	state->operation_ns = operation_ns ? json_number_value(operation_ns) : OPERATION_NS;
	state->silent = json_is_true(json_object_get(settings, "silent"));
	snprintf(state->fails, sizeof(state->fails), "%s", fails ? fails : "");
	workload->state = state;
	return step(state, "start", err);
}

static int null_freeze(struct workload *workload, struct error *err)
{
	struct null_state *state = workload->state;

	text_buffer_add_word(&state->steps, " ", "freeze");
	return step(state, "freeze", err);
}

static int null_thaw(struct workload *workload, struct error *err)
{
	struct null_state *state = workload->state;

	text_buffer_add_word(&state->steps, " ", "thaw");
	return step(state, "thaw", err);
}

static int null_run(struct workload *workload, uint64_t length_ns, struct counters *ret_counters,
		    struct error *err)
{
	struct null_state *state = workload->state;

	text_buffer_add(&state->steps, "%srun:%llu", state->steps.length ? " " : "",
			(unsigned long long)length_ns);
	state->operations += (double)length_ns / state->operation_ns;
	if (ret_counters && !state->silent)
		ret_counters->value[COUNTER_operation_ns] = state->operation_ns;
	return step(state, "run", err);
}

static int null_read(struct workload *workload, struct counters *ret_totals, struct error *err)
{
	struct null_state *state = workload->state;

	text_buffer_add_word(&state->steps, " ", "read");
	ret_totals->value[COUNTER_operations] = state->operations;
	ret_totals->value[COUNTER_received_bytes] = state->operations;
	ret_totals->value[COUNTER_receiver_cpu_ns] = CPU_NS * state->operations;
	return step(state, "read", err);
}

static void null_stop(struct workload *workload)
{
	struct null_state *state = workload->state;

	if (state)
		text_buffer_release(&state->steps);
	free(state);
	workload->state = NULL;
}

void null_workload_note(struct workload *workload, const char *word)
{
	text_buffer_add_word(&((struct null_state *)workload->state)->steps, " ", word);
}

const char *null_workload_steps(const struct workload *workload)
{
	return text_buffer_get(&((struct null_state *)workload->state)->steps);
}

const struct workload_ops workload_null = {
	.start = null_start,
	.freeze = null_freeze,
	.thaw = null_thaw,
	.run = null_run,
	.read = null_read,
	.stop = null_stop,
};
