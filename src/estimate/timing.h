/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_TIMING_H
#define BPFTAX_ESTIMATE_TIMING_H

/* How time passed on the machines of a run. */

#include <stdbool.h>
#include "store/store.h"

/* Whether time passed so on a machine of the run: "native", "kvm", "emulated", "icount". */
bool run_has_timing(const struct run_data *data, const char *wanted);

/* Whether its nanoseconds are instructions that an emulator counted. */
bool run_counts_instructions(const struct run_data *data);

#endif
