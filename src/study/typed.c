// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/typed.h"
#include "study/cell.h"
#include "study/options.h"

#include <errno.h>

void study_default_yield(struct study *study, const struct study_typed *typed)
{
	bool objects_alone = study->objects.count && !study->builtins_named;

	if (typed->file || (!typed->workload && !objects_alone))
		return;
	if (!typed->delays)
		word_list_clear(&study->delays);
	if (typed->workload && !typed->timing)
		word_list_clear(&study->timings);
}

void study_objects_yield(struct study *study)
{
	if (!study->objects.count || study->builtins_named)
		return;
	option_set(option_find("program", OPTION_FOR_RUN), "none", study, NULL);
	study->mechanisms_named = false;
}

static bool cells_can_be_had(const struct study *study, struct error *err)
{
	struct cell_list cells;
	int code = cells_make(study, &cells, err);

	if (!code)
		cells_free(&cells);
	return code != -EINVAL;
}

/* The same cells without those that count: what else is wrong is refused in its own words. */
static bool timed_can_be_had(const struct study *study)
{
	struct study timed = *study;
	struct error ignored;

	timed.timings = (struct word_list){};
	return cells_can_be_had(&timed, &ignored);
}

bool study_counted_yield(struct study *study, const struct study_typed *typed,
			 struct error *ret_why)
{
	if (typed->timing || study->timings.count < 2 || cells_can_be_had(study, ret_why) ||
	    !timed_can_be_had(study))
		return false;
	word_list_clear(&study->timings);
	return true;
}
