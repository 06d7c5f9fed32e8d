// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/workload_anatomy.h"
#include "run/micro_anatomy.h"
#include "run/recorded.h"
#include "protocol/workloads.h"

#define PATIENCE_S 120

bool workload_is_recorded(const struct visiting *visiting)
{
	return visiting->outcome && treatment_is_measured(visiting->treatment) &&
	       anatomy_is_wanted(visiting) &&
	       workload_kind_of(visiting->course->workload) == WORKLOAD_DIRECT;
}

/* The reply has all windows so far: the last one's has them all. */
static int record(struct visiting *visiting, json_t *window, struct error *err)
{
	json_t *reply;
	int done =
	    bench_call(visiting->bench, request_pack(REQUEST_record, "{s:o*}", "window", window),
		       PATIENCE_S, &reply, err);

	if (done < 0)
		return done;
	json_object_update(visiting->attached, reply);
	json_decref(reply);
	return 0;
}

int workload_window_record(struct visiting *visiting, unsigned int window, struct error *err)
{
	if (!visiting->hook.recorded)
		return 0;
	visiting->windows_recorded++;
	return record(visiting, json_integer((json_int_t)window), err);
}

int workload_anatomies_keep(struct visiting *visiting, struct error *err)
{
	int done;

	if (!visiting->windows_recorded)
		return 0;
	if (visiting->verdict != VISIT_HELD ||
	    visiting->windows_recorded != visiting->visit->window_count)
		return recorded_drop(visiting->bench, err);
	done = record(visiting, NULL, err);
	return done < 0 ? done : micro_anatomies_keep(visiting, err);
}
