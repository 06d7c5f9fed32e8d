// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/recorded_passes.h"
#include "agent/arch/arch.h"

#include <unistd.h>

#define COUNTED_PASSES 3
#define TRIES_EACH 4 /* for each pass that is wanted undisturbed */
#define AWAY_US 4000 /* a tick */

static int one_add(struct recorded_passes *passes, const struct recorded_pass *like,
		   const struct recorded_runner *runner, struct error *err)
{
	struct recorded_pass *to = &passes->passes[passes->count];
	int ran;

	*to = *like;
	ran = runner->run(runner->context, to, err);
	if (!ran)
		passes->count++;
	return ran;
}

static int kind_add(struct recorded_passes *passes, const struct recorded_pass *like,
		    unsigned int wanted, const struct recorded_runner *runner, struct error *err)
{
	unsigned int undisturbed = 0;
	int ran = 0;

	for (unsigned int i = 0; i < TRIES_EACH * wanted && undisturbed < wanted; i++) {
		if (passes->count == RECORDED_PASSES_MAX)
			break;
		ran = one_add(passes, like, runner, err);
		if (ran < 0)
			break;
		if (passes->passes[passes->count - 1].pass.disturbed)
			usleep(AWAY_US); /* what came into it came into all that followed at once */
		else
			undisturbed++;
	}
	return ran;
}

void recorded_passes_begin(struct recorded_passes *passes)
{
	*passes = (struct recorded_passes){};
	arch_ops.recording_mark(RECORDING_MARK_BEGIN);
}

int recorded_passes_add(struct recorded_passes *passes, const struct recorded_pass *like,
			const struct recorded_runner *runner, struct error *err)
{
	struct recorded_pass followed = *like;
	int ran;

	followed.path = true;
	followed.events = runner->path_events;
	arch_ops.recording_mark(RECORDING_MARK_WATCH);
	ran = runner->warm_up(runner->context, like->events, err);
	if (!ran)
		ran = kind_add(passes, like, COUNTED_PASSES, runner, err);
	if (!ran)
		ran = kind_add(passes, &followed, runner->path_passes, runner, err);
	arch_ops.recording_mark(RECORDING_MARK_REST);
	return ran;
}

static json_t *pass_to_json(const struct recorded_pass *recorded)
{
	return json_pack("{s:b s:i s:b s:I s:I s:b}", "bare", recorded->bare, "window",
			 (int)recorded->window, "path", recorded->path, "events",
			 (json_int_t)recorded->events, "ns", (json_int_t)recorded->pass.elapsed_ns,
			 "disturbed", recorded->pass.disturbed);
}

json_t *recorded_passes_to_json(const struct recorded_passes *passes)
{
	json_t *list = json_array();

	for (size_t i = 0; i < passes->count; i++)
		json_array_append_new(list, pass_to_json(&passes->passes[i]));
	return list;
}
