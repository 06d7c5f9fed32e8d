/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RESTART_H
#define BPFTAX_RESTART_H

/*
 * The original's protocol: one configuration after the other, a fresh iperf3 for each sample.
 * Internal to src/run.
 */

#include "run/visit.h"

extern const struct protocol_ops protocol_restart;

/* The length of one sample, in whole seconds as iperf3 takes it. */
unsigned int restart_sample_seconds(const struct study *study);

/* How long so many configurations will take, a second of set-up a sample included. */
double restart_duration_s(const struct study *study, size_t configurations);

#endif
