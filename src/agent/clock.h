/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_CLOCK_H
#define BPFTAX_AGENT_CLOCK_H

#include <stdint.h>

/* CLOCK_MONOTONIC.  Not inline: exact chunks are to have the same instructions in every loop. */
uint64_t clock_monotonic_ns(void);

#endif
