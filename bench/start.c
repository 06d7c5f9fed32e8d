// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * start KERNEL ACCEL AGENT COUNT: how long a guest takes from QEMU's start to the agent's first
 * line, in seconds, one a line.
 */
#include "target/target.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MEMORY_MIB 512

static double now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int start_once(const struct target_config *config, struct error *err)
{
	double began_s = now_s();
	struct target *target;
	int r = target_start(config, &target, err);

	if (r < 0)
		return r;
	printf("%.3f\n", now_s() - began_s);
	fflush(stdout);
	target_stop(target);
	return 0;
}

int main(int argc, char **argv)
{
	struct target_config config = {
		.kind = "vm", .run_id = "bench", .cpus = 1, .memory_mib = MEMORY_MIB
	};
	struct error err = { 0 };
	int r = 0;

	if (argc != 5) {
		fprintf(stderr, "usage: start KERNEL ACCEL AGENT COUNT\n");
		return ERROR_USAGE;
	}
	config.kernel = argv[1];
	config.accel = argv[2];
	config.agent_path = argv[3];
	for (int left = atoi(argv[4]); left > 0 && !r; left--)
		r = start_once(&config, &err);
	if (!r)
		return 0;
	fprintf(stderr, "start: %s\n", err.text);
	return (int)err.kind;
}
