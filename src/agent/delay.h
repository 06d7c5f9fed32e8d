/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_DELAY_H
#define BPFTAX_AGENT_DELAY_H

/*
 * The delay program's time: calibrated here and now by running the same body alone under
 * BPF_PROG_TEST_RUN, then set through its map.
 *
 *	struct delay_calibration calibration = {};
 *
 *	delay_calibrate(&calibration, &err);                        // before each window
 *	rounds = delay_set(&calibration, object, 343, &err);
 *	delay_release(&calibration);
 */

#include <bpf/libbpf.h>
#include <stdint.h>
#include "common/error.h"

/* The delay program with no delay of its own yet. */
#define DELAY_PROGRAM_NONE "delay-0ns"

struct delay_calibration {
	struct bpf_object *object; /* the body that is run alone; owned, loaded at first use */
	int program_fd;
	double round_ns; /* 0: not calibrated */
};

/*
 * What a round takes now: a machine may change its speed from one second to the next.  Some 30 ms;
 * the first time .2 s, for loading.  0 or a negative errno.
 */
int delay_calibrate(struct delay_calibration *calibration, struct error *err);

/* What the program can spend at most, at the speed of the last calibration. */
double delay_longest_ns(const struct delay_calibration *calibration);

/*
 * Sets the rounds nearest to delay_ns in a loaded delay program; returns them, or a negative errno:
 * -ERANGE for what is longer than delay_longest_ns().
 */
int delay_set(const struct delay_calibration *calibration, const struct bpf_object *object,
	      uint64_t delay_ns, struct error *err);

/* Forgets the calibration and unloads the body. */
void delay_release(struct delay_calibration *calibration);

#endif
