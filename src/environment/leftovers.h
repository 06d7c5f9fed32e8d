/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_LEFTOVERS_H
#define BPFTAX_LEFTOVERS_H

/*
 * What an earlier bpftax left running: agents, their iperf3 and guests whose bpftax is gone.  All
 * of them end by themselves; where one did not, it is found here.
 *
 *	json_t *left = leftovers_find("");    // ["process 812 (bpftax-agent)"]
 */

#include <jansson.h>

/* A new array of "process PID (COMMAND)", of the processes below root (environment/root_file.h). */
json_t *leftovers_find(const char *root);

#endif
