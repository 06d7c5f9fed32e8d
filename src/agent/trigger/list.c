// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/trigger/trigger.h"
#include "common/cleanup.h"
#include "protocol/names.h"

#include <assert.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#define TRIGGER_FOR_ALL MECHANISM_COUNT

#define TRIGGER(file, identifier, hook, mechanism, by_name_only)                                   \
	extern const struct trigger_ops trigger_##identifier;
#include "agent/trigger/trigger_list.h"
#undef TRIGGER

static const struct trigger_choice {
	enum hook_kind hook;
	enum mechanism_id mechanism;
	bool by_name_only;
	const struct trigger_ops *ops;
} choices[] = {
#define TRIGGER(file, identifier, hook, mechanism, by_name_only)                                   \
	{ hook, mechanism, by_name_only, &trigger_##identifier },
#include "agent/trigger/trigger_list.h"
#undef TRIGGER
};

static bool choice_fits(const struct trigger_choice *choice, const struct mechanism_name *mechanism,
			const char *name)
{
	if (choice->hook != mechanism->hook)
		return false;
	if (choice->mechanism != TRIGGER_FOR_ALL &&
	    mechanism != &mechanism_names[choice->mechanism])
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

static void instead_put(struct trigger *trigger, const char *why)
{
	snprintf(trigger->instead, sizeof(trigger->instead), "%.255s", why);
}

/* Each choice has its own place among those that are open. */
static_assert(ARRAY_SIZE(choices) <= TRIGGERS_MAX, "more triggers than places");

int triggers_find(struct triggers *triggers, const char *mechanism, const char *name,
		  const struct kernel_view *view, struct trigger **ret_trigger, struct error *err)
{
	const struct mechanism_name *known = mechanism_name_find(mechanism);
	int opened = -ENOENT;
	bool is_usual = true;

	for (size_t i = 0; known && i < ARRAY_SIZE(choices); i++) {
		if (!choice_fits(&choices[i], known, name))
			continue;
		opened = choice_open(&choices[i], &triggers->open[i], view, err);
		if (opened == -EOPNOTSUPP) {
			is_usual = false;
			continue;
		}
		*ret_trigger = &triggers->open[i];
		if (!opened)
			instead_put(*ret_trigger, is_usual ? "" : err->text);
		return opened;
	}
	return opened == -ENOENT
		   ? error_set(err, ERROR_RESULT, EOPNOTSUPP, "no trigger%s%s for mechanism %s",
			       name ? " " : "", name ? name : "", mechanism)
		   : opened;
}

static bool name_is(const char *name, const char *other)
{
	return name && other && !strcmp(name, other);
}

/* Of a pattern one of those that it stands for. */
static bool function_fits(const char *function, const char *asked)
{
	if (function && asked && strpbrk(asked, "*?"))
		return !fnmatch(asked, function, 0);
	return name_is(function, asked);
}

static bool choice_passes(const struct trigger_choice *choice, const struct hook *hook)
{
	return function_fits(choice->ops->hook.function, hook->function) ||
	       name_is(choice->ops->hook.tracepoint, hook->tracepoint);
}

int triggers_find_for(struct triggers *triggers, const char *mechanism, const struct hook *hook,
		      const struct kernel_view *view, struct trigger **ret_trigger,
		      struct error *err)
{
	const struct mechanism_name *known = mechanism_name_find(mechanism);
	int opened = -ENOENT;

	if (known && known->hook == HOOK_USER)
		return triggers_find(triggers, mechanism, hook->function, view, ret_trigger, err);
	for (size_t i = 0; known && i < ARRAY_SIZE(choices) && opened; i++) {
		if (choices[i].by_name_only || choices[i].hook == HOOK_USER ||
		    !choice_passes(&choices[i], hook))
			continue;
		opened = choice_open(&choices[i], &triggers->open[i], view, err);
		if (!opened)
			*ret_trigger = &triggers->open[i];
	}
	return opened ? -ENOENT : 0;
}

int triggers_find_named(struct triggers *triggers, const char *name, const struct kernel_view *view,
			struct trigger **ret_trigger, struct error *err)
{
	int opened = -ENOENT;

	for (size_t i = 0; i < ARRAY_SIZE(choices) && opened; i++) {
		if ((choices[i].by_name_only && choices[i].hook != HOOK_USER) ||
		    !name_is(choices[i].ops->name, name))
			continue;
		opened = choice_open(&choices[i], &triggers->open[i], view, err);
		if (!opened)
			*ret_trigger = &triggers->open[i];
	}
	return opened ? -ENOENT : 0;
}

struct hook trigger_hook_of(const struct trigger *trigger, const char *mechanism)
{
	const struct mechanism_name *known = mechanism_name_find(mechanism);
	struct hook hook = trigger->ops->hook;

	if (!known || known->hook == HOOK_TRACEPOINT)
		hook.function = NULL;
	else
		hook.tracepoint = NULL;
	return hook;
}

int trigger_hook_find(struct triggers *triggers, const char *mechanism, const char *name,
		      const struct kernel_view *view, struct hook *ret_hook, struct error *err)
{
	struct trigger *trigger;
	int found = triggers_find(triggers, mechanism, name, view, &trigger, err);

	if (!found)
		*ret_hook = trigger_hook_of(trigger, mechanism);
	return found;
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
