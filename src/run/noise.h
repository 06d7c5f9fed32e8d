/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_NOISE_H
#define BPFTAX_RUN_NOISE_H

/*
 * The machine's own noise: for some seconds the windows of udp-drain as in a run, but with nothing
 * to tell apart.  Before each visit a sham is attached and after it detached, as for a baseline;
 * where nothing can be attached the windows follow each other bare, which the result says.
 * Internal to src/run.
 *
 *	struct noise noise;
 *
 *	noise_measure(bench, 10, &noise, &err);        // hooks_rehearse() was called
 *	noise_free(&noise);
 */

#include "run/bench.h"

struct noise {
	double *readings; /* a visit's operation_ns each, statistics off */
	size_t count;
	double visit_s; /* a visit from beginning to end, on average */
	bool attached;	/* false: bare windows */
};

/* One visit at least.  0 or a negative errno, with nothing to free then. */
int noise_measure(struct bench *bench, double length_s, struct noise *ret_noise, struct error *err);
void noise_free(struct noise *noise);

#endif
