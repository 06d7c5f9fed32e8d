// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/workload/receiver.h"
#include "agent/cpu.h"
#include "agent/workload/link_pace.h"
#include "common/cleanup.h"

#include <errno.h>
#include <sched.h>
#include <time.h>

#define FIRST_PACE 10000
/* Long enough for a receiver that falls behind to have filled its socket's buffer. */
#define SETTLE_S .1
#define DRAIN_POLL_S .002
#define DRAIN_POLLS_MAX 500

static void pause_for(double seconds)
{
	struct timespec length = { (time_t)seconds,
				   (long)((seconds - (double)(time_t)seconds) * 1e9) };

	while (nanosleep(&length, &length) < 0 && errno == EINTR)
		;
}

static int pace_set(const struct receiver_setting *setting, double datagrams_per_s,
		    struct error *err)
{
	struct link_pace pace = { datagrams_per_s, setting->datagram_bytes };
	int set = link_pace_set(setting->sender, &pace);

	if (set == -ENOENT)
		return error_set(err, ERROR_ENVIRONMENT, ENOENT,
				 "the kernel cannot keep the sender's pace: it has no sch_tbf "
				 "(CONFIG_NET_SCH_TBF; a kernel given by path needs --modules)");
	if (set < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -set, "the sender's pace cannot be set");
	return 0;
}

int receiver_prepare(const struct receiver_setting *setting, struct error *err)
{
	int steered;

	if (setting->receiver != RECEIVER_PACED)
		return 0;
	steered = link_steer(setting->server, setting->server_cpu);
	if (steered == -ENOENT)
		return error_set(err, ERROR_ENVIRONMENT, ENOENT,
				 "the kernel cannot steer packets to a CPU: it is built without "
				 "CONFIG_RPS");
	if (steered < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -steered,
				   "packets cannot be steered to CPU %u", setting->server_cpu);
	return pace_set(setting, FIRST_PACE, err);
}

struct flow {
	struct workload *workload;
	struct receiver_setting *setting;
};

/* The clock is read behind either reading, so that what the readings take cancels out. */
static int flow_measure(struct workload *workload, double length_s, struct counters *ret_rates,
			struct error *err)
{
	struct counters begun;
	uint64_t begun_ns;
	double elapsed_s;
	int done;

	counters_clear(&begun);
	counters_clear(ret_rates);
	done = workload->ops->read(workload, &begun, err);
	begun_ns = clock_monotonic_ns();
	pause_for(length_s);
	if (!done)
		done = workload->ops->read(workload, ret_rates, err);
	elapsed_s = (double)(clock_monotonic_ns() - begun_ns) / 1e9;
	for (int i = 0; i < COUNTER_COUNT; i++)
		ret_rates->value[i] = (ret_rates->value[i] - begun.value[i]) / elapsed_s;
	return done;
}

static int flow_try(void *context, double pace, bool after_standstill, double length_s,
		    struct pilot_trial *ret_trial, struct error *err)
{
	struct flow *flow = context;
	struct counters rates;
	int done = pace > 0 ? pace_set(flow->setting, pace, err) : 0;

	if (!done && after_standstill)
		done = flow->workload->ops->freeze(flow->workload, err);
	if (!done && after_standstill)
		done = flow->workload->ops->thaw(flow->workload, err);
	pause_for(SETTLE_S);
	if (!done)
		done = flow_measure(flow->workload, length_s, &rates, err);
	if (done)
		return done;
	ret_trial->offered = rates.value[COUNTER_sender_datagrams];
	ret_trial->received = rates.value[COUNTER_operations];
	ret_trial->dropped = rates.value[COUNTER_drops];
	ret_trial->sleeps = rates.value[COUNTER_sleeps];
	ret_trial->busy = rates.value[COUNTER_receiver_cpu_ns] / 1e9;
	return 0;
}

/* Kernel text changes only while nothing runs through it. */
static int ballast_begin(struct flow *flow, struct error *err)
{
	struct workload *workload = flow->workload;
	int done = workload->ops->freeze(workload, err);

	if (!done)
		done = ballast_attach(&flow->setting->ballast, flow->setting->hooked, err);
	return done < 0 ? done : workload->ops->thaw(workload, err);
}

static int flow_weigh(void *context, double ns, double *ret_ns, struct error *err)
{
	struct flow *flow = context;
	struct ballast *ballast = &flow->setting->ballast;
	int done = ballast->companion.attached ? 0 : ballast_begin(flow, err);

	return done < 0 ? done : ballast_set(ballast, ns, ret_ns, err);
}

int receiver_find_pace(struct workload *workload, struct receiver_setting *setting,
		       json_t **ret_pilot, struct error *err)
{
	struct flow flow = { workload, setting };
	struct pilot_load load = { flow_try, flow_weigh, &flow };
	struct pilot pilot;
	int done;

	if (setting->receiver == RECEIVER_FREE)
		return 0;
	done = pilot_run(&load, setting->receiver, &pilot, err);
	if (!done)
		*ret_pilot = pilot_to_json(&pilot);
	return done;
}

static void scheduling_set(int policy, int priority)
{
	struct sched_param parameters = { .sched_priority = priority };

	sched_setscheduler(0, policy | SCHED_RESET_ON_FORK, &parameters);
}

void receiver_watch_begin(struct receiver_setting *setting)
{
	if (setting->receiver == RECEIVER_FREE)
		return;
	sched_getaffinity(0, sizeof(setting->cpus_before), &setting->cpus_before);
	cpu_pin(setting->client_cpu);
	scheduling_set(SCHED_FIFO, 1);
}

void receiver_release(struct receiver_setting *setting)
{
	ballast_release(&setting->ballast);
}

void receiver_watch_end(const struct receiver_setting *setting)
{
	if (!CPU_COUNT(&setting->cpus_before))
		return;
	sched_setaffinity(0, sizeof(setting->cpus_before), &setting->cpus_before);
	scheduling_set(SCHED_OTHER, 0);
}

void receiver_drain(const struct receiver_setting *setting)
{
	uint64_t before = 0, now = 0;

	if (setting->receiver == RECEIVER_FREE)
		return;
	for (int polls = 0; polls < DRAIN_POLLS_MAX; polls++) {
		if (task_packets_received(setting->server, VETH_DEVICE, &now) < 0 ||
		    (polls && now == before))
			return;
		before = now;
		pause_for(DRAIN_POLL_S);
	}
}
