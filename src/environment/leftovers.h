/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_LEFTOVERS_H
#define BPFTAX_LEFTOVERS_H

/*
 * What an earlier bpftax left: agents, their iperf3 and guests whose bpftax is gone, which all end
 * by themselves (where one did not, it is found here); and the journal of settings of the kernel
 * that nobody has put back, as agent and guard were killed together.
 *
 *	json_t *left = leftovers_find("");    // ["process 812 (bpftax-agent)"]
 */

#include <jansson.h>

/*
 * A new array of "process PID (COMMAND)" and "settings in FILE", of what is below root
 * (environment/root_file.h).
 */
json_t *leftovers_find(const char *root);

#endif
