// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/run.h"
#include "run/cells_run.h"
#include "run/claim.h"
#include "run/earlier.h"
#include "common/cleanup.h"
#include "common/deadline.h"
#include "study/study_fields.h"
#include "study/study_json.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The study as its cells resolve it; the context says the rest. */
static int record_begin(struct run *run, struct error *err)
{
	const struct run_context *context = run->context;
	struct run_record *record = &run->record;
	struct study study;
	int done = cells_study(run->study, run->cells, &study, err);

	if (done < 0)
		return done;
	*record = (struct run_record){
		.label = run->study->label,
		.study_name = run->study->name,
		.protocol =
		    (char *)(run->study->protocol == PROTOCOL_RESTART ? "restart" : "switch"),
		.command_line = (char *)context->command_line,
		.version = (char *)context->version,
		.study = study_to_json(&study),
		.seed = run->study->seed,
		.started_s = time(NULL),
		.duration_s = NAN,
	};
	done = store_run_begin(context->store, record, err);
	json_decref(record->study);
	record->study = NULL;
	study_free(&study);
	return done;
}

/* What it had measured before it was cut off: how long it ran, nobody wrote down. */
static double earlier_s(const struct run *run)
{
	uint64_t measured_ns = 0;

	for (size_t i = 0; run->earlier && i < run->earlier->cell_count; i++)
		measured_ns += earlier_measured_ns(run, run->earlier->cells[i].id);
	return (double)measured_ns / 1e9;
}

/* The objects themselves: what was measured can be had again. */
static int objects_record(struct run *run, struct error *err)
{
	const struct run_context *context = run->context;
	int done = 0;

	/* A run that goes on has them. */
	for (size_t i = 0; i < context->object_count && !done && !run->earlier; i++) {
		const struct run_object *object = &context->objects[i];
		struct object_record record = { .number = (unsigned int)i,
						.name = object->path,
						.sha256 = object->sha256,
						.bytes = object->bytes,
						.size = object->size };

		done = store_object_add(context->store, run->record.id, &record, err);
	}
	return done;
}

/* The first thing that went wrong is what is said; done is what came before. */
static int record_end(struct run *run, int done, struct error *err)
{
	struct error ignored;
	double duration_s = (double)(deadline_now_ns() - run->begun_ns) / 1e9 + earlier_s(run);
	int ended = store_run_end(run->context->store, run->record.id, duration_s,
				  run->outcome.interrupted, done < 0 ? &ignored : err);

	return done < 0 ? done : ended;
}

/* How many cells failed, and the first of them. */
static size_t failed_count(const struct run *run, const struct cell_end *ends,
			   const struct cell_end **ret_first)
{
	size_t failed = 0;

	for (size_t i = run->cells->count; i-- > 0;)
		if (ends[i].code < 0) {
			failed++;
			*ret_first = &ends[i];
		}
	return failed;
}

/* The run is what its only cell is; of several it takes all of them to fail. */
static int cells_judge(struct run *run, const struct cell_end *ends, struct error *err)
{
	const struct cell_end *first = NULL;
	size_t failed = failed_count(run, ends, &first);

	if (run->cells->count > 1)
		run->outcome.failed_cells = (unsigned int)failed;
	if (!failed || failed < run->cells->count)
		return 0;
	*err = first->error;
	return first->code;
}

/* A run that ended before anything was measured is no run.  A stop alone fails no cell. */
static int run_discard(struct run *run, int done, struct error *err)
{
	struct error ignored;

	store_run_discard(run->context->store, run->record.id, &ignored);
	*run->outcome.run_id = '\0';
	return done < 0 ? done : error_set(err, ERROR_RESULT, EINTR, "interrupted");
}

static int run_end(struct run *run, int done, struct error *err)
{
	bool stopped = run_stop(run) != RUN_GO_ON;

	if (stopped && !done)
		run_say_held(run);
	if (!run->visits && (done < 0 || stopped))
		return run_discard(run, done, err);
	run->outcome.interrupted |= stopped || done < 0;
	done = record_end(run, done, err);
	/* Whoever pressed Ctrl-C twice knows why it ended. */
	return stopped && done == -EINTR ? 0 : done;
}

/* A new run, or one that goes on; *ret_claim says so to others until it is closed. */
static int run_begin(struct run *run, int *ret_claim, struct error *err)
{
	const char *resume = run->context->resume;
	int done = 0;

	if (resume)
		*ret_claim = done = run_claim(resume, err);
	if (done >= 0)
		done = resume ? earlier_load(run, resume, err) : record_begin(run, err);
	if (!done && !resume)
		*ret_claim = done = run_claim(run->record.id, err);
	return done < 0 ? done : 0;
}

static int run_carry_out(struct run *run, struct error *err)
{
	CLEANUP_FREE struct cell_end *ends = calloc(run->cells->count, sizeof(*ends));
	CLEANUP_CLOSE int claim = -1;
	int done;

	if (!ends)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	done = run_begin(run, &claim, err);
	if (done < 0)
		return done;
	memcpy(run->outcome.run_id, run->record.id, sizeof(run->outcome.run_id));
	done = objects_record(run, err);
	if (!done)
		done = cells_run(run, ends, err);
	if (!done)
		done = cells_judge(run, ends, err);
	return run_end(run, done, err);
}

int run_study(const struct study *study, const struct cell_list *cells,
	      const struct run_context *context, struct run_outcome *ret_outcome, struct error *err)
{
	struct run run;
	int done = run_init(&run, study, cells, context);

	done = done < 0 ? error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory")
			: run_carry_out(&run, err);
	*ret_outcome = run.outcome;
	run_release(&run);
	return done;
}
