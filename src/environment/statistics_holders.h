/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATISTICS_HOLDERS_H
#define BPFTAX_STATISTICS_HOLDERS_H

/*
 * Who has the kernel's BPF statistics switched on: the sysctl, or processes with a descriptor of
 * BPF_ENABLE_STATS, of which the sysctl says nothing.
 *
 *	json_t *holders = statistics_holders("");    // ["process 812 (bpftool)"]
 */

#include <jansson.h>
#include <stddef.h>

/*
 * A new array of strings; empty when /proc below root shows none, which proves nothing
 * (processes.h).  Ask while this process does not have them on.
 */
json_t *statistics_holders(const char *root);

/* "process 812 (bpftool) and 2 more" of such an array, or that nobody was seen. */
void statistics_holders_name(const json_t *holders, char *text, size_t size);

#endif
