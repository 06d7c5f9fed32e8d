/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_CLOCK_H
#define BPFTAX_AGENT_CLOCK_H

#include <stdint.h>

/*
 * The largest number of nanoseconds of which all readings are whole multiples apart.  1
 * where it is as fine as can be told; of a counter of 62.5 MHz it is 16.
 */
uint64_t clock_grain_ns(void);

/* CLOCK_MONOTONIC.  Not inline: exact chunks are to have the same instructions in every loop. */
uint64_t clock_monotonic_ns(void);

#endif
