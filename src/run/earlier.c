// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/earlier.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "protocol/packed_counters.h"

static int no_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
}

static int names_take(struct run *run, const struct run_data *data, struct error *err)
{
	int code = 0;

	for (size_t i = 0; i < data->treatment_count && !code; i++)
		code = row_names_add(&run->treatments, data->treatments[i].name,
				     data->treatments[i].id);
	for (size_t i = 0; i < data->configuration_count && !code; i++)
		code = row_names_add(&run->configurations, data->configurations[i].name,
				     data->configurations[i].id);
	return code < 0 ? no_memory(err) : 0;
}

/* Configurations of delays stand in the order of these, which ascend. */
static void delays_take(struct run *run, const struct run_data *data)
{
	struct delays delays = { .count = 0 };

	for (size_t i = 0; i < data->configuration_count && delays.count < DELAYS_MAX; i++)
		if (isfinite(data->configurations[i].delay_ns))
			delays.ns[delays.count++] = (uint64_t)data->configurations[i].delay_ns;
	run->auto_delays = delays;
}

static bool text_is(const char *stored, const char *text)
{
	return !stored || (text && !strcmp(stored, text));
}

static bool is_of_cell(const struct cell_record *record, const struct cell *cell)
{
	return text_is(record->target, cell->target) && text_is(record->kernel, cell->kernel) &&
	       text_is(record->timing, timing_word(cell->timing)) && record->boot == cell->boot;
}

static int cells_check(const struct run *run, const struct run_data *data, struct error *err)
{
	for (size_t i = 0; i < data->cell_count; i++)
		if (data->cells[i].number >= run->cells->count ||
		    !is_of_cell(&data->cells[i], &run->cells->cells[data->cells[i].number]))
			return error_set(err, ERROR_USAGE, EINVAL,
					 "run %.8s has a cell that its study does not have: it was "
					 "begun by another bpftax, which has to resume it",
					 data->run.id);
	return 0;
}

int earlier_load(struct run *run, const char *id, struct error *err)
{
	struct store *store = run->context->store;
	int code = store_run_load(store, id, &run->earlier, err);

	if (!code)
		code = cells_check(run, run->earlier, err);
	if (!code)
		code = names_take(run, run->earlier, err);
	if (!code)
		code = store_run_reopen(store, run->earlier->run.id, err);
	if (code < 0)
		return code;
	delays_take(run, run->earlier);
	memcpy(run->record.id, run->earlier->run.id, sizeof(run->record.id));
	run->visits = (unsigned int)run->earlier->visit_count;
	return 0;
}

const struct cell_record *earlier_cell(const struct run *run, unsigned int number)
{
	for (size_t i = 0; run->earlier && i < run->earlier->cell_count; i++)
		if (run->earlier->cells[i].number == number)
			return &run->earlier->cells[i];
	return NULL;
}

const json_t *earlier_environment(const struct run *run, unsigned int number)
{
	const struct cell_record *cell = earlier_cell(run, number);

	return cell ? json_object_get(cell->facts, "environment") : NULL;
}

bool earlier_is_done(const struct run *run, unsigned int number)
{
	const struct cell_record *cell = earlier_cell(run, number);

	return cell && !strcmp(cell->state, "done");
}

bool earlier_has_note(const struct run *run, const char *text)
{
	for (size_t i = 0; run->earlier && i < run->earlier->note_count; i++)
		if (!strcmp(run->earlier->notes[i], text))
			return true;
	return false;
}

static uint64_t sample_end_ns(const struct sample *sample)
{
	double length_ns = packed_counter(&sample->counters, COUNTER_length_ns);

	return (uint64_t)sample->started_ns + (length_ns > 0 ? (uint64_t)length_ns : 0);
}

uint64_t earlier_measured_ns(const struct run *run, int64_t cell)
{
	const struct run_data *data = run->earlier;
	uint64_t end_ns = 0;

	for (size_t i = 0; data && i < data->sample_count; i++) {
		const struct sample *sample = &data->samples[i];

		if (data->visits[sample->visit].cell == cell && sample_end_ns(sample) > end_ns)
			end_ns = sample_end_ns(sample);
	}
	return end_ns;
}

static const char *fact_text(const json_t *facts, const char *key)
{
	const char *text = json_string_value(json_object_get(facts, key));

	return text ? text : "";
}

int earlier_kernel_check(const struct run *run, unsigned int number, const json_t *machine,
			 struct error *err)
{
	static const char *const keys[] = { "release", "kernel_package", "architecture" };
	const struct cell_record *cell = earlier_cell(run, number);

	for (size_t i = 0; cell && cell->facts && i < ARRAY_SIZE(keys); i++) {
		const char *before = fact_text(cell->facts, keys[i]);
		const char *now = fact_text(machine, keys[i]);

		if (*before && strcmp(before, now) != 0)
			return error_set(
			    err, ERROR_USAGE, EINVAL,
			    "the run was begun on %s, and this is %s: their samples do "
			    "not belong together; begin another run",
			    before, *now ? now : "another kernel");
	}
	return 0;
}
