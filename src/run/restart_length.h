/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_RESTART_LENGTH_H
#define BPFTAX_RUN_RESTART_LENGTH_H

/* How long the original's protocol takes.  Pure.  Internal to src/run. */

#include <stddef.h>
#include "study/study.h"

/* The length of one sample, in whole seconds as iperf3 takes it. */
unsigned int restart_sample_seconds(const struct study *study);

/* How long so many configurations will take, a second of set-up a sample included. */
double restart_duration_s(const struct study *study, size_t configurations);

#endif
