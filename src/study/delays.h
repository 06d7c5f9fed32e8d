/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_DELAYS_H
#define BPFTAX_DELAYS_H

/*
 * The known delays of a response curve: a list of times, or "auto".  Pure.
 *
 *	if (delays_are_auto(&study->delays))
 *		cost_ns = ...                     // wall time of an operation, from a pilot
 *	delays_resolve(&study->delays, cost_ns, longest_ns, &delays);
 *	delay_name(name, sizeof(name), delays.ns[1]);          // "delay-730ns"
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/error.h"
#include "study/study.h"

#define DELAYS_MAX 16
#define DELAY_NAME_SIZE 32
/* The longest changes with the machine's speed: one that becomes 1.4 times as fast still has it. */
#define DELAYS_AUTO_SHARE .7

/* Ascending, each once; the first is always 0: the program attached, with nothing to do. */
struct delays {
	uint64_t ns[DELAYS_MAX];
	size_t count;
};

/* An option's check: a time up to 1 ms, or "auto". */
int delay_word_check(const char *word, struct error *err);

bool delays_are_auto(const struct word_list *words);

/* -EINVAL with ERROR_USAGE: too many of them, or "auto" beside others. */
int delays_check(const struct word_list *words, struct error *err);

/*
 * How many there are, before their values are known; 0 for an empty list.
 */
size_t delays_count(const struct word_list *words);

/*
 * The values.  "auto" is geometric, from a 32nd of operation_ns (wall time of an operation of the
 * workload as it stands) to twice that, by factors of two, two digits each: a receiver saturates
 * when the delay is about what it idles, below one operation, so both sides of the hill are in.
 * Where twice that is more than longest_ns (what a delay program can spend; INFINITY: not known),
 * it ends at DELAYS_AUTO_SHARE of longest_ns instead.  Delays that are named are taken as they are.
 * The words have passed delays_check().
 */
void delays_resolve(const struct word_list *words, double operation_ns, double longest_ns,
		    struct delays *ret_delays);

/* The configuration's and the program's name; returns buffer. */
char *delay_name(char *buffer, size_t size, uint64_t delay_ns);

#endif
