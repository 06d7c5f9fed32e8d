// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/typed.h"
#include "study/cell.h"

#include <errno.h>

void study_default_yield(struct study *study, const struct study_typed *typed)
{
	if (typed->file || !typed->workload)
		return;
	if (!typed->delays)
		word_list_clear(&study->delays);
	if (!typed->timing)
		word_list_clear(&study->timings);
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
