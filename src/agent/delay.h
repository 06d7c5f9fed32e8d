/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_DELAY_H
#define BPFTAX_AGENT_DELAY_H

/*
 * The delay program's time: calibrated here and now by running the same body alone under
 * BPF_PROG_TEST_RUN, then set through its map.
 *
 *	struct delay_calibration calibration = {};
 *
 *	delay_calibrate(&calibration, &err);                        // for each attachment
 *	rounds = delay_set(&calibration, object, 343, &err);
 */

#include <bpf/libbpf.h>
#include <stdint.h>
#include "common/error.h"

struct delay_calibration {
	double round_ns; /* 0: not calibrated */
};

/* Takes about 0.2 s.  0 or a negative errno. */
int delay_calibrate(struct delay_calibration *calibration, struct error *err);

/* Sets the rounds nearest to delay_ns in a loaded delay program; returns them, or a negative errno.
 */
int delay_set(const struct delay_calibration *calibration, const struct bpf_object *object,
	      uint64_t delay_ns, struct error *err);

#endif
