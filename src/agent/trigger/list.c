// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/trigger/trigger.h"
#include "common/cleanup.h"
#include "protocol/names.h"

#include <errno.h>
#include <string.h>

extern const struct trigger_ops trigger_function;
extern const struct trigger_ops trigger_half;
extern const struct trigger_ops trigger_tracepoint;
extern const struct trigger_ops trigger_getpgid;

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

/* What is open already is the same trigger as before: no other would be found. */
static int choice_open(const struct trigger_choice *choice, struct trigger *trigger,
		       const struct kernel_view *view, struct error *err)
{
	int opened;

	if (trigger->ops == choice->ops)
		return 0;
	trigger_close(trigger);
	trigger->ops = choice->ops;
	opened = choice->ops->open(trigger, view, err);
	if (opened < 0)
		trigger_close(trigger);
	return opened;
}

int trigger_open(struct trigger *trigger, const char *mechanism, const char *name,
		 const struct kernel_view *view, struct error *err)
{
	const struct mechanism_name *known = mechanism_name_find(mechanism);
	int opened = -ENOENT;

	for (size_t i = 0; known && i < ARRAY_SIZE(choices); i++) {
		if (!choice_fits(&choices[i], known, name))
			continue;
		opened = choice_open(&choices[i], trigger, view, err);
		if (opened != -EOPNOTSUPP)
			return opened;
	}
	return opened == -ENOENT
		   ? error_set(err, ERROR_RESULT, ENOENT, "no trigger '%s' for mechanism '%s'",
			       name ? name : "", mechanism)
		   : opened;
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

void trigger_close(struct trigger *trigger)
{
	if (trigger->ops && trigger->ops->close && trigger->state)
		trigger->ops->close(trigger);
	*trigger = (struct trigger){};
}
