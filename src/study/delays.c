// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/delays.h"
#include "common/units.h"
#include "protocol/names.h"
#include "common/text.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DELAY_MAX_NS 1000000u
#define AUTO_WORD "auto"
#define AUTO_LAST 2.
#define AUTO_COUNT 7

int delay_word_check(const char *word, struct error *err)
{
	uint64_t ns;

	if (!strcmp(word, AUTO_WORD))
		return 0;
	if (duration_parse(word, &ns, err) < 0)
		return -EINVAL;
	if (ns > DELAY_MAX_NS)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "a delay of %s is too long; the longest is 1ms", word);
	return 0;
}

bool delays_are_auto(const struct word_list *words)
{
	return words->count == 1 && !strcmp(words->words[0], AUTO_WORD);
}

static void delay_insert(struct delays *delays, uint64_t ns)
{
	size_t at = 0;

	while (at < delays->count && delays->ns[at] < ns)
		at++;
	if (delays->count == DELAYS_MAX || (at < delays->count && delays->ns[at] == ns))
		return;
	memmove(&delays->ns[at + 1], &delays->ns[at], (delays->count - at) * sizeof(ns));
	delays->ns[at] = ns;
	delays->count++;
}

static uint64_t two_digits(double ns)
{
	double unit = pow(10, fmax(0, floor(log10(ns)) - 1));

	return (uint64_t)(round(ns / unit) * unit);
}

int delays_check(const struct word_list *words, struct error *err)
{
	for (size_t i = 0; i < words->count; i++)
		if (!strcmp(words->words[i], AUTO_WORD) && words->count > 1)
			return error_set(err, ERROR_USAGE, EINVAL,
					 "delays: auto stands alone; leave it out, or the times");
	if (words->count >= DELAYS_MAX)
		return error_set(err, ERROR_USAGE, EINVAL, "delays: %zu are too many; at most %d",
				 words->count, DELAYS_MAX - 1);
	return 0;
}

size_t delays_count(const struct word_list *words)
{
	struct delays delays;

	delays_resolve(words, 1e6, INFINITY, &delays);
	return delays.count;
}

static double auto_last_ns(double operation_ns, double longest_ns)
{
	return fmin(AUTO_LAST * operation_ns, DELAYS_AUTO_SHARE * longest_ns);
}

void delays_resolve(const struct word_list *words, double operation_ns, double longest_ns,
		    struct delays *ret_delays)
{
	double last_ns = auto_last_ns(operation_ns, longest_ns);
	struct delays delays = { .count = 0 };
	uint64_t ns;

	if (words->count)
		delay_insert(&delays, 0);
	for (int i = 0; i < AUTO_COUNT && delays_are_auto(words); i++)
		delay_insert(&delays, two_digits(ldexp(last_ns, i - AUTO_COUNT + 1)));
	for (size_t i = 0; i < words->count && !delays_are_auto(words); i++)
		if (!duration_parse(words->words[i], &ns, NULL))
			delay_insert(&delays, ns);
	*ret_delays = delays;
}

char *delay_name(char *buffer, size_t size, uint64_t delay_ns)
{
	snprintf(buffer, size, "%s%" PRIu64 "ns", program_names[PROGRAM_delay].name, delay_ns);
	return buffer;
}
