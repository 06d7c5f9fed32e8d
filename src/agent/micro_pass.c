// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/micro_pass.h"
#include "agent/arch/arch.h"

#define WARM_UP_PASSES 3
/*
 * Who sleeps in its events is switched to otherwise while a slice of the scheduler's that began
 * before them lasts, by hundreds of instructions an event: ticks enough for any slice to end.
 */
#define WARM_UP_SLEEPING_NS 16000000
#define WARM_UP_PASSES_MOST 10000

/* Goes on to where so many events are alike; gives up where there never are so many. */
static int alike_reach(const struct passing *passing, struct trigger *trigger, uint64_t events,
		       struct error *err)
{
	uint64_t most = preparation_alike_most(passing->preparation);
	struct trigger_pass pass;
	int ran = 0;

	for (uint64_t gone = 0; gone < most && !ran; gone += TRIGGER_STEP) {
		if (preparation_alike(passing->preparation) >= events)
			break;
		ran = trigger_run(trigger, TRIGGER_STEP, &pass, err);
	}
	return ran;
}

/* Nothing stands between the marks and the trigger: both ask the kernel for nothing. */
static int marked_run(const struct passing *passing, struct trigger *trigger, uint64_t events,
		      struct trigger_pass *ret_pass, struct error *err)
{
	int ran;

	if (!passing->mark)
		return trigger_run(trigger, events, ret_pass, err);
	arch_ops.recording_mark(passing->mark);
	ran = trigger_run(trigger, events, ret_pass, err);
	arch_ops.recording_mark(RECORDING_MARK_END);
	return ran;
}

int pass_run_watched(const struct passing *passing, struct trigger *trigger, uint64_t events,
		     struct trigger_pass *ret_pass, struct error *err)
{
	bool interrupted;
	int ran;

	interruptions_begin(passing->interruptions);
	ran = marked_run(passing, trigger, events, ret_pass, err);
	interrupted = interruptions_end(passing->interruptions, &trigger->ops->own);
	if (!ran && interrupted)
		ret_pass->disturbed = true;
	return ran;
}

int pass_run(const struct passing *passing, struct trigger *trigger, uint64_t events,
	     struct trigger_pass *ret_pass, struct error *err)
{
	int ran = 0;

	if (passing->preparation)
		preparation_drain(passing->preparation);
	if (passing->preparation && passing->exact)
		ran = alike_reach(passing, trigger, events, err);
	return ran < 0 ? ran : pass_run_watched(passing, trigger, events, ret_pass, err);
}

int pass_run_calm(const struct passing *passing, struct trigger *trigger, uint64_t events,
		  struct trigger_pass *ret_pass, struct error *err)
{
	int ran = pass_run(passing, trigger, events, ret_pass, err);

	for (int i = 1; passing->exact && i < PASS_TRIES_EXACT && !ran && ret_pass->disturbed; i++)
		ran = pass_run(passing, trigger, events, ret_pass, err);
	return ran;
}

static bool is_warm(const struct trigger *trigger, int passes, uint64_t passed_ns)
{
	if (passes < WARM_UP_PASSES)
		return false;
	return !trigger->ops->own.sleeps || passed_ns >= WARM_UP_SLEEPING_NS ||
	       passes >= WARM_UP_PASSES_MOST;
}

int passes_warm_up(const struct passing *passing, struct trigger *trigger, uint64_t events,
		   struct error *err)
{
	struct passing unmarked = *passing;
	struct trigger_pass pass = {};
	uint64_t passed_ns = 0;
	int ran = 0;

	unmarked.mark = 0;
	for (int i = 0; !ran && !is_warm(trigger, i, passed_ns); i++) {
		ran = pass_run(&unmarked, trigger, events, &pass, err);
		passed_ns += pass.elapsed_ns;
	}
	return ran;
}
