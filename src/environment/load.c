// SPDX-License-Identifier: GPL-2.0-or-later
#include "environment/load.h"
#include "environment/root_file.h"
#include "common/cleanup.h"

#include <errno.h>
#include <math.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static double timeval_s(const struct timeval *time)
{
	return (double)time->tv_sec + (double)time->tv_usec / 1e6;
}

static double usage_s(int who)
{
	struct rusage usage = {};

	getrusage(who, &usage);
	return timeval_s(&usage.ru_utime) + timeval_s(&usage.ru_stime);
}

int load_read(const char *root, struct load_reading *ret_reading)
{
	/* user, nice, system, (idle, iowait,) irq, softirq, steal; guests are in user already. */
	CLEANUP_FREE char *line = root_file_value(root, "/proc/stat", "cpu ");
	unsigned long long user, nice, system, irq, softirq, steal;
	double tick_s = 1 / (double)sysconf(_SC_CLK_TCK);
	struct timespec now;

	if (!line || sscanf(line, "%llu %llu %llu %*u %*u %llu %llu %llu", &user, &nice, &system,
			    &irq, &softirq, &steal) != 6)
		return -ENOENT;
	clock_gettime(CLOCK_MONOTONIC, &now);
	*ret_reading = (struct load_reading){
		.at_s = (double)now.tv_sec + (double)now.tv_nsec / 1e9,
		.busy_s = (double)(user + nice + system + irq + softirq) * tick_s,
		.steal_s = (double)steal * tick_s,
		.own_s = usage_s(RUSAGE_SELF) + usage_s(RUSAGE_CHILDREN),
	};
	return 0;
}

void load_put(const struct load_reading *before, const struct load_reading *after, json_t *facts)
{
	double passed_s = after->at_s - before->at_s;
	double own_s = after->own_s - before->own_s;
	double others_s = after->busy_s - before->busy_s - own_s;

	if (!(passed_s > 0))
		return;
	json_object_set_new(facts, "other_load_cpus", json_real(fmax(0, others_s / passed_s)));
	json_object_set_new(facts, "steal_cpus",
			    json_real((after->steal_s - before->steal_s) / passed_s));
}
