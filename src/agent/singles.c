// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/singles.h"
#include "agent/arch/arch.h"
#include "agent/trigger/user_loop.h"

#define BATCH_MOST 64
#define BATCH_INSTRUCTIONS 500000 /* timer interrupts are 1,000,000 apart and more */
#define TRIES_EACH 4
#define WARM_UP_EVENTS 3

/* What makes an event, and who looks whether something else came into it. */
struct maker {
	const struct passing *passing;
	struct trigger *trigger;
};

static int one_count(const struct maker *maker, uint64_t *ret_count, struct error *err)
{
	const struct trigger_ops *ops = maker->trigger->ops;
	int ran = ops->between ? ops->between(maker->trigger) : 0;
	uint64_t begun = arch_ops.instructions_now();

	if (!ran)
		ran = ops->one(maker->trigger);
	*ret_count = arch_ops.instructions_now() - begun;
	if (ran < 0)
		return error_errno(err, ERROR_RESULT, -ran, "the trigger %s did not run",
				   maker->trigger->ops->name);
	return 0;
}

/* The tick is looked at as well: not every kernel tells of its interrupts. */
static int batch_run(const struct maker *maker, uint64_t *counts, size_t events,
		     bool *ret_disturbed, struct error *err)
{
	struct trigger_pass pass;
	struct user_loop loop;
	int ran = 0;

	if (maker->passing->preparation)
		preparation_drain(maker->passing->preparation);
	interruptions_begin(maker->passing->interruptions);
	user_loop_begin(&loop);
	for (size_t i = 0; i < events && !ran; i++)
		ran = one_count(maker, &counts[i], err);
	user_loop_end(&loop, &pass);
	*ret_disturbed =
	    interruptions_end(maker->passing->interruptions, &maker->trigger->ops->own) ||
	    pass.disturbed;
	return ran;
}

/* By the last of those that fill caches, which are thrown away. */
static int batch_choose(const struct maker *maker, size_t *ret_events, struct error *err)
{
	uint64_t count = 0;
	int ran = 0;

	for (int i = 0; i < WARM_UP_EVENTS && !ran; i++)
		ran = one_count(maker, &count, err);
	*ret_events = count ? BATCH_INSTRUCTIONS / count : BATCH_MOST;
	if (*ret_events > BATCH_MOST)
		*ret_events = BATCH_MOST;
	if (!*ret_events)
		*ret_events = 1;
	return ran;
}

static size_t smaller(size_t one, size_t other)
{
	return one < other ? one : other;
}

static int list_fill(struct single_list *list, size_t wanted, const struct maker *maker,
		     struct error *err)
{
	size_t batch = 1;
	int ran = batch_choose(maker, &batch, err);
	size_t tries = TRIES_EACH * (wanted / batch + 1);

	for (size_t i = 0; i < tries && list->count < wanted && !ran; i++) {
		size_t events = smaller(batch, wanted - list->count);
		bool disturbed = true;

		ran = batch_run(maker, &list->counts[list->count], events, &disturbed, err);
		if (!ran && !disturbed)
			list->count += events;
	}
	return ran;
}

static bool can_be_had(struct singles *singles, const struct trigger *trigger)
{
	if (!singles->wanted)
		return false;
	if (!arch_ops.instructions_now())
		singles->lacking = "no counter of this guest is as fine as an instruction";
	else if (!trigger->ops->one)
		singles->lacking = "what makes the event happen makes no single ones";
	return !singles->lacking;
}

int singles_attached(struct singles *singles, const struct passing *passing,
		     struct trigger *trigger, struct error *err)
{
	const struct maker maker = { passing, trigger };

	return can_be_had(singles, trigger)
		   ? list_fill(&singles->attached, smaller(singles->wanted, SINGLES_MOST), &maker,
			       err)
		   : 0;
}

int singles_bare(struct singles *singles, const struct passing *passing, struct trigger *trigger,
		 struct error *err)
{
	const struct maker maker = { passing, trigger };

	return can_be_had(singles, trigger) ? list_fill(&singles->bare, SINGLES_BARE, &maker, err)
					    : 0;
}

static json_t *list_to_json(const struct single_list *list)
{
	json_t *array = json_array();

	for (size_t i = 0, next; i < list->count; i = next) {
		for (next = i + 1; next < list->count && list->counts[next] == list->counts[i];)
			next++;
		json_array_append_new(array, json_pack("[I, I]", (json_int_t)(next - i),
						       (json_int_t)list->counts[i]));
	}
	return array;
}

json_t *singles_to_json(const struct singles *singles)
{
	if (singles->lacking)
		return json_pack("{s:s}", "lacking", singles->lacking);
	return json_pack("{s:o s:o}", "attached", list_to_json(&singles->attached), "bare",
			 list_to_json(&singles->bare));
}
