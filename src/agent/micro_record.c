// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/micro_record.h"
#include "agent/trigger/trigger_loop.h"

#define PATH_EVENTS (2 * TRIGGER_STEP)
#define PATH_PASSES 2

struct recording {
	struct passing passing;
	struct trigger *trigger;
};

static int warm_up(void *context, uint64_t events, struct error *err)
{
	const struct recording *recording = context;

	return passes_warm_up(&recording->passing, recording->trigger, events, err);
}

static int run(void *context, struct recorded_pass *pass, struct error *err)
{
	struct recording *recording = context;

	recording->passing.mark = pass->path ? RECORDING_MARK_PATH : RECORDING_MARK_WINDOW;
	return pass_run(&recording->passing, recording->trigger, pass->events, &pass->pass, err);
}

static int record(struct recorded_passes *passes, const struct recorded_pass *like,
		  const struct passing *passing, struct trigger *trigger, struct error *err)
{
	struct recording recording = { *passing, trigger };
	const struct recorded_runner runner = { warm_up, run, &recording, PATH_EVENTS,
						PATH_PASSES };

	return recorded_passes_add(passes, like, &runner, err);
}

int micro_record_attached(struct recorded_passes *passes, const struct passing *passing,
			  struct trigger *trigger, unsigned int window, uint64_t events,
			  struct error *err)
{
	const struct recorded_pass like = { .window = window, .events = events };

	return record(passes, &like, passing, trigger, err);
}

int micro_record_bare(struct recorded_passes *passes, const struct passing *passing,
		      struct trigger *trigger, uint64_t events, struct error *err)
{
	const struct recorded_pass like = { .bare = true, .events = events };

	return record(passes, &like, passing, trigger, err);
}
