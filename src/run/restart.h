/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RESTART_H
#define BPFTAX_RESTART_H

/*
 * The original's protocol: one configuration after the other, a fresh iperf3 for each sample.
 * Internal to src/run.
 */

#include "run/visit.h"

extern const struct protocol_ops protocol_restart;

#endif
