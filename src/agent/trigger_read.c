// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/trigger_read.h"
#include "agent/arch/arch.h"
#include "agent/trigger/user_loop.h"

#include <errno.h>
#include <string.h>

static int one(struct trigger *trigger)
{
	struct trigger_read *between = trigger->state;

	return between->of->ops->one(between->of);
}

static int catch_up(struct trigger *trigger)
{
	const struct trigger_read *between = trigger->state;
	struct error ignored;

	return reader_catch_up(*between->reader, &ignored);
}

static int one_count(struct trigger *trigger, uint64_t *count)
{
	uint64_t begun = arch_ops.instructions_now();
	int ran = one(trigger);

	*count += arch_ops.instructions_now() - begun;
	return ran;
}

static int run(struct trigger *trigger, uint64_t events, struct trigger_pass *ret_pass)
{
	uint64_t count = 0;
	struct user_loop loop;
	int ran;

	user_loop_begin(&loop);
	ran = catch_up(trigger);
	for (uint64_t i = 0; i < events && !ran; i++) {
		ran = one_count(trigger, &count);
		if (!ran)
			ran = catch_up(trigger);
	}
	user_loop_end(&loop, ret_pass);
	ret_pass->elapsed_ns = count;
	return ran;
}

struct trigger *trigger_read_open(struct trigger_read *between, struct trigger *of,
				  struct reader *const *reader, struct error *err)
{
	if (!of->ops->one || !arch_ops.instructions_now()) {
		error_set(err, ERROR_RESULT, EOPNOTSUPP,
			  "a reader between events takes single ones that can be counted, which "
			  "%s does not make here",
			  of->ops->name);
		return NULL;
	}
	*between = (struct trigger_read){ .of = of, .reader = reader, .ops = *of->ops };
	between->ops.own.notifies = true;
	between->ops.own.sleeps = true;
	between->ops.run = run;
	between->ops.one = one;
	between->ops.between = catch_up;
	between->trigger = (struct trigger){ .ops = &between->ops, .state = between };
	memcpy(between->trigger.instead, of->instead, sizeof(of->instead));
	return &between->trigger;
}
