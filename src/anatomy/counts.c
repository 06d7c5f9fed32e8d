// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/counts.h"

#include <inttypes.h>
#include <stdio.h>

const char *const count_names[COUNTS] = {
#define COUNT(identifier, name, heading, what) [COUNT_##identifier] = name,
#include "anatomy/count_list.h"
#undef COUNT
};

const char *const count_headings[COUNTS] = {
#define COUNT(identifier, name, heading, what) [COUNT_##identifier] = heading,
#include "anatomy/count_list.h"
#undef COUNT
};

const char *const count_meanings[COUNTS] = {
#define COUNT(identifier, name, heading, what) [COUNT_##identifier] = what,
#include "anatomy/count_list.h"
#undef COUNT
};

void counts_add(struct counts *sum, const struct counts *more)
{
	for (int i = 0; i < COUNTS; i++)
		sum->of[i] += more->of[i];
}

void counts_subtract(struct counts *sum, const struct counts *less)
{
	for (int i = 0; i < COUNTS; i++)
		sum->of[i] -= less->of[i];
}

bool counts_are_zero(const struct counts *counts)
{
	return counts_are_equal(counts, &(struct counts){ 0 });
}

bool counts_are_equal(const struct counts *a, const struct counts *b)
{
	for (int i = 0; i < COUNTS; i++)
		if (a->of[i] != b->of[i])
			return false;
	return true;
}

bool counts_divide(const struct counts *counts, uint64_t events)
{
	for (int i = 0; i < COUNTS; i++)
		if (counts->of[i] % (int64_t)events)
			return false;
	return true;
}

static uint64_t greatest_divisor(uint64_t a, uint64_t b)
{
	while (b) {
		uint64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

char *counts_quotient(char text[QUOTIENT_SIZE], int64_t sum, uint64_t events)
{
	uint64_t size = sum < 0 ? -(uint64_t)sum : (uint64_t)sum;
	uint64_t whole = size / events, rest = size % events;
	const char *sign = sum < 0 ? "-" : "";
	uint64_t divisor = rest ? greatest_divisor(rest, events) : 1;

	if (!rest)
		snprintf(text, QUOTIENT_SIZE, "%s%" PRIu64, sign, whole);
	else if (!whole)
		snprintf(text, QUOTIENT_SIZE, "%s%" PRIu64 "/%" PRIu64, sign, rest / divisor,
			 events / divisor);
	else
		snprintf(text, QUOTIENT_SIZE, "%s%" PRIu64 " %" PRIu64 "/%" PRIu64, sign, whole,
			 rest / divisor, events / divisor);
	return text;
}
