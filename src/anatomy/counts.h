/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_COUNTS_H
#define BPFTAX_ANATOMY_COUNTS_H

/*
 * What is counted of a function, and whole numbers that are to be divided by events without
 * rounding.
 *
 *	counts_add(&total, &row->counts);
 *	counts_quotient(text, total.of[COUNT_instructions], events);    // "259" or "259 1/4"
 *
 * Pure.
 */

#include <stdbool.h>
#include <stdint.h>

enum count {
#define COUNT(identifier, name, heading, what) COUNT_##identifier,
#include "anatomy/count_list.h"
#undef COUNT
	COUNTS
};

struct counts {
	int64_t of[COUNTS];
};

extern const char *const count_names[COUNTS];
extern const char *const count_headings[COUNTS];
extern const char *const count_meanings[COUNTS];

void counts_add(struct counts *sum, const struct counts *more);
void counts_subtract(struct counts *sum, const struct counts *less);
bool counts_are_zero(const struct counts *counts);
bool counts_are_equal(const struct counts *a, const struct counts *b);

/* Whether every one of them is a whole number an event. */
bool counts_divide(const struct counts *counts, uint64_t events);

/* Holds every quotient: two numbers of 20 digits, a third of 20, a sign and two separators. */
#define QUOTIENT_SIZE 72

/* Exactly: "-3", "259 1/4" (in lowest terms), "-1/2". */
char *counts_quotient(char text[QUOTIENT_SIZE], int64_t sum, uint64_t events);

#endif
