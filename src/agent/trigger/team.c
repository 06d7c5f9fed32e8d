// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/trigger/team.h"
#include "agent/cpu.h"
#include "common/cleanup.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

/* Threads wait here until all are there; the last to come lets them go. */
struct gate {
	atomic_uint arrived;
	atomic_int state;
	unsigned int count;
};

enum { GATE_CLOSED, GATE_OPEN, GATE_GIVEN_UP };

/* One thread's part of a pass. */
struct member_pass {
	struct trigger *trigger;
	struct gate *gate;
	unsigned int cpu;
	uint64_t events;
	struct trigger_pass pass;
	int ran;
};

/* By spinning, as a sleeper's wake-up takes longer than a chunk; true when there is work to do. */
static bool gate_pass(struct gate *gate)
{
	if (atomic_fetch_add(&gate->arrived, 1) + 1 == gate->count)
		atomic_store(&gate->state, GATE_OPEN);
	while (atomic_load(&gate->state) == GATE_CLOSED)
		sched_yield();
	return atomic_load(&gate->state) == GATE_OPEN;
}

/* The n-th CPU of the set, counted from 0. */
static unsigned int cpu_nth(const cpu_set_t *cpus, unsigned int n)
{
	unsigned int cpu = 0;

	for (;; cpu++)
		if (CPU_ISSET(cpu, cpus) && n-- == 0)
			return cpu;
}

static void *member_run(void *context)
{
	struct member_pass *member = context;

	cpu_pin(member->cpu);
	if (gate_pass(member->gate))
		member->ran =
		    member->trigger->ops->run(member->trigger, member->events, &member->pass);
	return NULL;
}

/* A thread's own time: all of them ran the same number of events, at the same time. */
static int passes_join(const struct member_pass *members, unsigned int count,
		       struct trigger_pass *ret_pass)
{
	struct trigger_pass all = {};

	for (unsigned int i = 0; i < count; i++) {
		if (members[i].ran < 0)
			return members[i].ran;
		all.elapsed_ns += members[i].pass.elapsed_ns;
		all.disturbed |= members[i].pass.disturbed;
	}
	/* NOLINTNEXTLINE(clang-analyzer-core.DivideZero): one thread at least */
	all.elapsed_ns /= count;
	*ret_pass = all;
	return 0;
}

/* When one cannot be started, those that wait are sent home. */
static int threads_start(pthread_t *threads, struct member_pass *members, unsigned int count)
{
	for (unsigned int i = 0; i < count; i++) {
		int made = pthread_create(&threads[i], NULL, member_run, &members[i]);

		if (!made)
			continue;
		atomic_store(&members[0].gate->state, GATE_GIVEN_UP);
		while (i--)
			pthread_join(threads[i], NULL);
		return -made;
	}
	return 0;
}

static int team_run(struct trigger *trigger, uint64_t events, struct trigger_pass *ret_pass)
{
	struct trigger_team *team = trigger->state;
	struct member_pass members[VARIANT_THREADS_MAX];
	pthread_t threads[VARIANT_THREADS_MAX];
	struct gate gate = { .count = team->count };
	int started;

	for (unsigned int i = 0; i < team->count; i++)
		members[i] = (struct member_pass){ .trigger = team->members[i],
						   .gate = &gate,
						   .cpu = cpu_nth(&team->cpus, i),
						   .events = events };
	started = threads_start(threads, members, team->count);
	for (unsigned int i = 0; i < team->count && !started; i++)
		pthread_join(threads[i], NULL);
	return started < 0 ? started : passes_join(members, team->count, ret_pass);
}

void trigger_team_init(struct trigger_team *team)
{
	*team = (struct trigger_team){};
	sched_getaffinity(0, sizeof(team->cpus), &team->cpus);
}

int trigger_team_find(struct trigger_team *team, unsigned int threads, const char *mechanism,
		      const char *name, const struct kernel_view *view,
		      struct trigger **ret_trigger, struct error *err)
{
	unsigned int cpus = (unsigned int)CPU_COUNT(&team->cpus);
	int found = 0;

	if (threads > cpus)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "%u threads need a CPU each, and there are %u", threads, cpus);
	for (unsigned int i = 0; i < threads && !found; i++)
		found =
		    triggers_find(&team->open[i], mechanism, name, view, &team->members[i], err);
	if (found < 0)
		return found;
	team->count = threads;
	team->ops = *team->members[0]->ops;
	team->ops.run = team_run;
	team->ops.close = NULL;
	team->trigger = (struct trigger){ .ops = &team->ops, .state = team };
	memcpy(team->trigger.instead, team->members[0]->instead, sizeof(team->trigger.instead));
	*ret_trigger = &team->trigger;
	return 0;
}

void trigger_team_close(struct trigger_team *team)
{
	for (size_t i = 0; i < ARRAY_SIZE(team->open); i++)
		triggers_close(&team->open[i]);
}
