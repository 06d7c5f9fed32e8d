/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ENVIRONMENT_CLOCK_H
#define BPFTAX_ENVIRONMENT_CLOCK_H

/*
 * How finely CLOCK_MONOTONIC can be read, measured on the spot; each takes about a millisecond.
 *
 *	printf("steps of %.0f ns, %.0f ns a reading\n", clock_step_ns(), clock_read_ns());
 */

/* The least difference, above 0, between two readings one after the other. */
double clock_step_ns(void);

/* What a reading takes: many of them, divided. */
double clock_read_ns(void);

#endif
