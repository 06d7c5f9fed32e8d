// SPDX-License-Identifier: GPL-2.0-or-later
#include "environment/cpu_list.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>

/* One CPU number; NULL when there is none that can be one. */
static const char *number_parse(const char *text, unsigned long *ret_number)
{
	char *end;

	if (!isdigit((unsigned char)*text))
		return NULL;
	*ret_number = strtoul(text, &end, 10);
	return *ret_number < CPU_SETSIZE ? end : NULL;
}

/* "3" or "0-3". */
static const char *range_parse(const char *text, cpu_set_t *cpus)
{
	unsigned long first = 0, last;

	text = number_parse(text, &first);
	last = first;
	if (text && *text == '-')
		text = number_parse(text + 1, &last);
	for (unsigned long cpu = first; text && cpu <= last; cpu++)
		CPU_SET(cpu, cpus);
	return text;
}

int cpu_list_parse(const char *text, cpu_set_t *ret_cpus)
{
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	do {
		text = range_parse(text, &cpus);
	} while (text && *text++ == ',');
	if (!text || (text[-1] && (text[-1] != '\n' || *text)))
		return -EINVAL;
	*ret_cpus = cpus;
	return 0;
}

int cpu_list_nth(const cpu_set_t *cpus, unsigned int n)
{
	for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
		if (CPU_ISSET((size_t)cpu, cpus) && n-- == 0)
			return cpu;
	return -1;
}
