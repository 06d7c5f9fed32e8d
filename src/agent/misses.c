// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/misses.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

/*
 * In struct bpf_link_info of 6.7, which headers of before do not have: perf_event.kprobe.missed is
 * the last field of its longest member, so that the length alone says whether there is one, and
 * that kprobe_multi.missed, of the same series, is there as well.
 */
#define KPROBE_MISSED_AT 48
#define MULTI_MISSED_AT 32
#define SIZE_WITH_MISSED (KPROBE_MISSED_AT + sizeof(uint64_t))

double misses_of_program(const struct bpf_prog_info *info, uint32_t size)
{
	size_t needed =
	    offsetof(struct bpf_prog_info, recursion_misses) + sizeof(info->recursion_misses);

	return size >= needed ? (double)info->recursion_misses : NAN;
}

static double number_at(const struct link_answer *link, size_t at)
{
	uint64_t number;

	memcpy(&number, link->bytes + at, sizeof(number));
	return (double)number;
}

double misses_told(enum misses_of of, double of_program, const struct link_answer *link)
{
	if (of == MISSES_OF_PROGRAM)
		return of_program;
	if (of == MISSES_UNTOLD || link->size < SIZE_WITH_MISSED)
		return NAN;
	if (of == MISSES_OF_KPROBE)
		return of_program + number_at(link, KPROBE_MISSED_AT);
	if (of == MISSES_OF_MULTI)
		return of_program + number_at(link, MULTI_MISSED_AT);
	return of_program;
}
