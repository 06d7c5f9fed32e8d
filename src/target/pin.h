/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PIN_H
#define BPFTAX_PIN_H

/*
 * A host CPU of its own for each of a guest's CPUs, so that none waits for another or finds cold
 * caches elsewhere.
 *
 *	json_t *cpus = NULL;                            // [0, 1]: the first guest CPU on CPU 0
 *
 *	if (threads_pin(thread_ids, count, &cpus, &err) < 0)
 *		say(err.text);                          // it goes on unpinned
 *
 * Chosen by environment/topology.h: cores of their own first, then SMT siblings.
 */

#include <jansson.h>
#include <stddef.h>
#include <sys/types.h>
#include "common/error.h"

/*
 * Pins all of the threads or none.  0 and a new array of CPU numbers; -ENOSPC when fewer CPUs may
 * be used than there are threads; or what sched_setaffinity(2) said.
 */
int threads_pin(const pid_t *thread_ids, size_t count, json_t **ret_cpus, struct error *err);

#endif
