// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/delay.h"
#include "agent/test_run.h"
#include "common/cleanup.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>

/* Two points far apart; their difference has neither the call nor the lookup in it. */
#define ROUNDS_FEW 0
#define ROUNDS_MANY 200
#define ROUNDS_MAX 16384 /* as in bpf/delay.bpf.c */
/*
 * Passes of some 40 us and their median: most are not disturbed at all, as with udp-drain's
 * batches. Passes of 400 us were: a third met the host's tick, and a round read 13 ns in one boot
 * and 9 in the next while it took 9.4 on the hook in both.
 */
#define REPEAT 20
#define PASSES 201

static int rounds_set(const struct bpf_object *object, uint32_t rounds)
{
	const struct bpf_map *map = bpf_object__find_map_by_name(object, "delay_rounds");
	uint32_t key = 0;

	return map ? bpf_map_update_elem(bpf_map__fd(map), &key, &rounds, BPF_ANY) : -ENOENT;
}

/* The kernel's own mean over REPEAT runs of so many rounds. */
static int rounds_time(const struct delay_calibration *calibration, uint32_t rounds,
		       uint32_t *ret_ns)
{
	struct test_pass pass;
	int done = rounds_set(calibration->object, rounds);

	if (!done)
		done = test_run_pass(calibration->program_fd, REPEAT, &pass);
	if (!done)
		*ret_ns = pass.kernel_ns;
	return done;
}

static int pass_run(const struct delay_calibration *calibration, double *ret_round_ns)
{
	uint32_t few_ns, many_ns;
	int done = rounds_time(calibration, ROUNDS_FEW, &few_ns);

	if (!done)
		done = rounds_time(calibration, ROUNDS_MANY, &many_ns);
	if (!done)
		*ret_round_ns = ((double)many_ns - few_ns) / (ROUNDS_MANY - ROUNDS_FEW);
	return done;
}

static int body_load(struct delay_calibration *calibration, struct error *err)
{
	struct bpf_object *object = NULL;
	int fd;

	if (calibration->object)
		return 0;
	fd = test_run_load(DELAY_PROGRAM_NONE, &object, err);
	if (fd < 0)
		return fd;
	calibration->object = object;
	calibration->program_fd = fd;
	return 0;
}

int delay_calibrate(struct delay_calibration *calibration, struct error *err)
{
	double passes_ns[PASSES];
	int done = body_load(calibration, err);

	if (done < 0)
		return done;
	for (int i = 0; i < PASSES && !done; i++)
		done = pass_run(calibration, &passes_ns[i]);
	if (done < 0)
		return error_errno(err, ERROR_RESULT, -done, "the delay was not calibrated");
	calibration->round_ns = passes_median(passes_ns, PASSES);
	if (calibration->round_ns <= 0)
		return error_set(err, ERROR_RESULT, EIO,
				 "the delay was not calibrated: a round took no time");
	return 0;
}

void delay_release(struct delay_calibration *calibration)
{
	bpf_object__close(calibration->object);
	*calibration = (struct delay_calibration){ .program_fd = -1 };
}

double delay_longest_ns(const struct delay_calibration *calibration)
{
	return ROUNDS_MAX * calibration->round_ns;
}

int delay_set(const struct delay_calibration *calibration, const struct bpf_object *object,
	      uint64_t delay_ns, struct error *err)
{
	double rounds = round((double)delay_ns / calibration->round_ns);
	int set;

	if (rounds > ROUNDS_MAX)
		return error_set(err, ERROR_RESULT, ERANGE,
				 "a delay of %lu ns is too long; the most here is %.0f ns",
				 delay_ns, delay_longest_ns(calibration));
	set = rounds_set(object, (uint32_t)rounds);
	return set < 0 ? set : (int)rounds;
}
