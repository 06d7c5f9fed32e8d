// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/window.h"
#include "run/agent_client.h"
#include "run/host_totals.h"

#include <math.h>
#include <stdio.h>

#define WINDOW_PATIENCE_S 60

/* What the host knows at the beginning of a window. */
struct window_clocks {
	struct course *course;
	struct counters totals;
	double sender_ns; /* client = host */
};

/* Reads the host's own clocks when the agent's settling is over. */
static void on_measuring(void *context)
{
	struct window_clocks *clocks = context;

	clocks->sender_ns = NAN;
	host_totals_read(clocks->course, &clocks->totals);
	iperf3_client_cpu_ns(&clocks->course->client, &clocks->sender_ns);
}

static void host_clocks_put(struct window_clocks *clocks, struct counters *counters)
{
	struct counters totals;
	double sender_ns;

	host_totals_read(clocks->course, &totals);
	host_totals_put(&clocks->totals, &totals, counters);
	if (!iperf3_client_cpu_ns(&clocks->course->client, &sender_ns))
		counters->value[COUNTER_sender_cpu_ns] = sender_ns - clocks->sender_ns;
}

static void reply_take(const json_t *reply, struct counters *ret_counters, char *ret_counted_by)
{
	const char *by = json_string_value(json_object_get(reply, "counted_by"));

	counters_from_json(json_object_get(reply, "counters"), ret_counters);
	if (ret_counted_by)
		snprintf(ret_counted_by, COUNTED_BY_SIZE, "%s", by ? by : "");
}

int window_run(struct course *course, const struct window_lengths *lengths,
	       struct counters *ret_counters, char ret_counted_by[COUNTED_BY_SIZE],
	       struct error *err)
{
	struct window_clocks clocks = { .course = course };
	json_t *reply;
	int done;

	iperf3_client_thaw(&course->client);
	done = agent_call(course->bench->target,
			  request_pack(REQUEST_window, "{s:I s:I}", "settle_ns",
				       (json_int_t)lengths->settle_ns, "length_ns",
				       (json_int_t)lengths->window_ns),
			  WINDOW_PATIENCE_S + (double)lengths->window_ns / 1e9, on_measuring,
			  &clocks, &reply, err);
	if (done < 0)
		return done;
	reply_take(reply, ret_counters, ret_counted_by);
	json_decref(reply);
	host_clocks_put(&clocks, ret_counters);
	iperf3_client_freeze(&course->client);
	/* What nobody sends any more for has no figures. */
	return iperf3_client_check(&course->client, err);
}
