// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/trigger/trigger.h"
#include "common/cleanup.h"
#include "protocol/names.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

extern const struct trigger_ops trigger_function;
extern const struct trigger_ops trigger_half;
extern const struct trigger_ops trigger_tracepoint;
extern const struct trigger_ops trigger_getpgid;
extern const struct trigger_ops trigger_user_nop;
extern const struct trigger_ops trigger_user_push;
extern const struct trigger_ops trigger_user_ret;
extern const struct trigger_ops trigger_user_usdt;
extern const struct trigger_ops trigger_user_usdt_semaphore;

/*
 * Which triggers serve which hooks, the better ones first.  An entry that names a mechanism is for
 * that one alone; one that is only for tests has to be asked for by its name.
 */
static const struct trigger_choice {
	enum hook_kind hook;
	const char *mechanism;
	bool by_name_only;
	const struct trigger_ops *ops;
} choices[] = {
	{ HOOK_FUNCTION, NULL, false, &trigger_function },
	{ HOOK_FUNCTION, NULL, true, &trigger_half },
	{ HOOK_TRACEPOINT, NULL, false, &trigger_tracepoint },
	{ HOOK_TRACEPOINT, NULL, false, &trigger_getpgid },
	{ HOOK_MODIFY_RETURN, NULL, false, &trigger_tracepoint },
	{ HOOK_MODIFY_RETURN, NULL, false, &trigger_getpgid },
	{ HOOK_USER, "usdt", false, &trigger_user_usdt },
	{ HOOK_USER, "usdt-semaphore", false, &trigger_user_usdt_semaphore },
	{ HOOK_USER, NULL, false, &trigger_user_nop },
	{ HOOK_USER, NULL, true, &trigger_user_push },
	{ HOOK_USER, NULL, true, &trigger_user_ret },
};

static bool choice_fits(const struct trigger_choice *choice, const struct mechanism_name *mechanism,
			const char *name)
{
	if (choice->hook != mechanism->hook)
		return false;
	if (choice->mechanism && strcmp(choice->mechanism, mechanism->name))
		return false;
	return name ? !strcmp(choice->ops->name, name) : !choice->by_name_only;
}

static void trigger_close(struct trigger *trigger)
{
	if (trigger->ops && trigger->ops->close && trigger->state)
		trigger->ops->close(trigger);
	*trigger = (struct trigger){};
}

static int choice_open(const struct trigger_choice *choice, struct trigger *trigger,
		       const struct kernel_view *view, struct error *err)
{
	int opened;

	if (trigger->ops)
		return 0;
	trigger->ops = choice->ops;
	opened = choice->ops->open(trigger, view, err);
	if (opened < 0)
		trigger_close(trigger);
	return opened;
}

/* Each choice has its own place among those that are open. */
static_assert(ARRAY_SIZE(choices) <= TRIGGERS_MAX, "more triggers than places");

int triggers_find(struct triggers *triggers, const char *mechanism, const char *name,
		  const struct kernel_view *view, struct trigger **ret_trigger, struct error *err)
{
	const struct mechanism_name *known = mechanism_name_find(mechanism);
	int opened = -ENOENT;

	for (size_t i = 0; known && i < ARRAY_SIZE(choices); i++) {
		if (!choice_fits(&choices[i], known, name))
			continue;
		opened = choice_open(&choices[i], &triggers->open[i], view, err);
		if (opened == -EOPNOTSUPP)
			continue;
		*ret_trigger = &triggers->open[i];
		return opened;
	}
	return opened == -ENOENT
		   ? error_set(err, ERROR_RESULT, EOPNOTSUPP, "no trigger%s%s for mechanism %s",
			       name ? " " : "", name ? name : "", mechanism)
		   : opened;
}

void triggers_close(struct triggers *triggers)
{
	for (size_t i = 0; i < TRIGGERS_MAX; i++)
		trigger_close(&triggers->open[i]);
}

int trigger_run(struct trigger *trigger, uint64_t events, struct trigger_pass *ret_pass,
		struct error *err)
{
	int ran = trigger->ops->run(trigger, events, ret_pass);

	if (ran < 0)
		return error_errno(err, ERROR_RESULT, -ran, "the trigger %s did not run",
				   trigger->ops->name);
	return 0;
}
