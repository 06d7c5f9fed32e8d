// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/restart.h"
#include "run/host_totals.h"
#include "run/progress.h"
#include "run/restart_length.h"
#include "workload/iperf3_result.h"
#include "common/deadline.h"
#include "study/settings.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PROOF_SECONDS 1
/* A client may come while its server, done with the last one, is about to open its port anew. */
#define CONNECT_TRIES 3

static bool stop_now(void *context)
{
	return bench_stop(context) == RUN_STOP_NOW;
}

/* What a client says of itself, and what its machine says of it. */
struct sender {
	struct iperf3_result result;
	double cpu_ns, wait_ns; /* NaN: not known */
};

static int guest_client_run(struct course *course, unsigned int seconds, char **ret_text,
			    struct error *err)
{
	char length[16];
	json_t *reply;
	int done;

	snprintf(length, sizeof(length), "%u", seconds);
	done = bench_call(course->bench,
			  request_pack(REQUEST_client_run, "{s:[s,s,s,s,s]}", "arguments", "--json",
				       "-t", length, "-i", "0"),
			  seconds + 60, &reply, err);
	if (done < 0)
		return done;
	*ret_text = strdup(json_string_value(json_object_get(reply, "output")));
	json_decref(reply);
	return 0;
}

static int client_run(struct course *course, unsigned int seconds, struct sender *ret_sender,
		      struct error *err)
{
	struct iperf3_run run = { NULL, NAN, NAN };
	int done;

	if (settings_client_on_host(course->bench->study, course->workload))
		done = iperf3_client_run(course->bench->study, &course->place, seconds, stop_now,
					 course->bench, &run, err);
	else
		done = guest_client_run(course, seconds, &run.text, err);
	if (!done)
		done = iperf3_result_parse(run.text, &ret_sender->result, err);
	ret_sender->cpu_ns = run.cpu_ns;
	ret_sender->wait_ns = run.wait_ns;
	free(run.text);
	return done;
}

/* by keeps what it has where nobody else counts now. */
static int totals_read(struct course *course, struct counters *ret_totals, char by[COUNTED_BY_SIZE],
		       struct error *err)
{
	json_t *reply;
	int done = bench_call(course->bench, request_pack(REQUEST_totals, NULL), 30, &reply, err);
	const char *counted_by;

	if (done < 0)
		return done;
	counters_from_json(json_object_get(reply, "counters"), ret_totals);
	counted_by = json_string_value(json_object_get(reply, "counted_by"));
	if (counted_by)
		snprintf(by, COUNTED_BY_SIZE, "%s", counted_by);
	json_decref(reply);
	host_totals_read(course, ret_totals);
	return 0;
}

/* A sender whose first thread had little of its CPU time has more threads, which nobody asked. */
static double sender_wait_ns(const struct sender *sender, double cpu_ns)
{
	return sender->cpu_ns > .9 * cpu_ns ? sender->wait_ns : NAN;
}

/* What both sides saw of one iperf3, from start to end. */
static void sample_fill(struct counters *sample, const struct counters *before,
			const struct sender *sender, bool statistics)
{
	const struct iperf3_result *result = &sender->result;
	double sender_cpu_ns = result->sender_cpu_percent / 100 * result->seconds * 1e9;

	for (int i = 0; i < COUNTER_COUNT; i++)
		sample->value[i] -= before->value[i];
	sample->value[COUNTER_length_ns] = result->seconds * 1e9;
	sample->value[COUNTER_received_bytes] = result->received_bytes;
	sample->value[COUNTER_lost] = result->lost_datagrams;
	sample->value[COUNTER_sender_datagrams] = result->sent_datagrams;
	sample->value[COUNTER_sender_cpu_ns] = sender_cpu_ns;
	sample->value[COUNTER_sender_wait_ns] = sender_wait_ns(sender, sender_cpu_ns);
	sample->value[COUNTER_hit_operations] = sample->value[COUNTER_operations];
	if (!statistics) {
		sample->value[COUNTER_hits] = NAN;
		sample->value[COUNTER_hit_operations] = NAN;
		sample->value[COUNTER_run_time_ns] = NAN;
	}
}

static int flow(struct course *course, unsigned int seconds, struct sender *sender,
		struct error *err)
{
	int done = bench_call(course->bench, request_pack(REQUEST_thaw, NULL), 30, NULL, err);
	int ran = done < 0 ? done : client_run(course, seconds, sender, err);
	struct error ignored;

	done = bench_call(course->bench, request_pack(REQUEST_freeze, NULL), 30, NULL,
			  ran < 0 ? &ignored : err);
	return ran < 0 ? ran : done;
}

/* Runs were counted that we had nobody count, by whoever is gone again. */
static void hits_watch(const struct counters *before, const struct counters *after,
		       char by[COUNTED_BY_SIZE])
{
	if (!*by && after->value[COUNTER_hits] > before->value[COUNTER_hits])
		snprintf(by, COUNTED_BY_SIZE, "somebody who was gone at its end");
}

/* by: who had statistics on where we had not; "" nobody.  -EAGAIN: the client's test never began.
 */
static int sample_try(struct course *course, unsigned int seconds, bool statistics,
		      struct counters *ret_sample, char by[COUNTED_BY_SIZE], struct error *err)
{
	struct sender sender = {};
	struct counters before;
	int done;

	*by = '\0';
	done = totals_read(course, &before, by, err);
	if (!done)
		done = flow(course, seconds, &sender, err);
	if (!done)
		done = totals_read(course, ret_sample, by, err);
	if (done < 0)
		return done;
	if (!statistics)
		hits_watch(&before, ret_sample, by);
	sample_fill(ret_sample, &before, &sender, statistics);
	return 0;
}

static int sample_take(struct course *course, unsigned int seconds, bool statistics,
		       struct counters *ret_sample, char by[COUNTED_BY_SIZE], struct error *err)
{
	int taken = -EAGAIN;

	for (int tries = 0; tries < CONNECT_TRIES && taken == -EAGAIN; tries++)
		taken = sample_try(course, seconds, statistics, ret_sample, by, err);
	return taken;
}

/* As in the original, nothing at all is attached for the baseline. */
static int attach(struct visiting *visiting, struct error *err)
{
	return visiting->outcome ? visit_attach(visiting, err) : 1;
}

static int sample_store(struct visiting *visiting, unsigned int number, struct counters *ret_last,
			struct error *err)
{
	struct window_setting setting = visiting->visit->windows[0];
	struct sample_record sample = {
		.window = number,
		.started_ns = (int64_t)(deadline_now_ns() - visiting->bench->begun_ns),
	};
	char by[COUNTED_BY_SIZE];
	int done = sample_take(visiting->course, restart_sample_seconds(visiting->bench->study),
			       setting.statistics, &sample.counters, by, err);

	if (done < 0)
		return done;
	*ret_last = sample.counters;
	return visit_sample(visiting, setting, &sample, by, err);
}

static int windows(struct visiting *visiting, struct error *err)
{
	struct course *course = visiting->course;
	bool statistics = visiting->visit->windows[0].statistics;
	char name[CONFIGURATION_NAME_SIZE];
	int done = bench_statistics(visiting->bench, statistics, err);

	configuration_name(name, sizeof(name), visiting->treatment, statistics, NAN);
	for (unsigned int i = 0; i < visiting->bench->study->samples && !done; i++) {
		course_progress(course, name);
		done = sample_store(visiting, i, &visiting->last, err);
		course->blocks_done++;
		if (bench_stop(visiting->bench) != RUN_GO_ON)
			break;
	}
	return done;
}

/* With statistics off a last short iperf3, under the same link, shows that the program runs. */
static int prove(struct visiting *visiting, struct error *err)
{
	char by[COUNTED_BY_SIZE];
	int done = 0;

	if (!visiting->outcome || bench_stop(visiting->bench) == RUN_STOP_NOW)
		return 0;
	if (!visiting->visit->windows[0].statistics) {
		done = bench_statistics(visiting->bench, true, err);
		if (!done)
			done = sample_take(visiting->course, PROOF_SECONDS, true, &visiting->last,
					   by, err);
	}
	if (!done)
		done = bench_statistics(visiting->bench, false, err);
	if (!done)
		visit_hits_judge(visiting, &visiting->last);
	return done;
}

static int detach(struct visiting *visiting, struct error *err)
{
	return visiting->attached ? visit_detach(visiting, err) : 0;
}

const struct protocol_ops protocol_restart = {
	.unit = "sample",
	.visits_once = true,
	.attach = attach,
	.windows = windows,
	.prove = prove,
	.detach = detach,
	.not_fired = visit_not_fired,
};
