// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/softirqs.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Which column is the CPU's: the first line names those that are online. */
static int column_find(const char *text, unsigned int cpu)
{
	unsigned int named;
	int used;

	for (int column = 0; sscanf(text, " CPU%u%n", &named, &used) == 1; column++) {
		if (named == cpu)
			return column;
		text += used;
	}
	return -ENOENT;
}

/* Behind the colon of the line that begins, after blanks, with the name. */
static const char *line_find(const char *text, const char *name)
{
	size_t length = strlen(name);

	while ((text = strchr(text, '\n'))) {
		text += 1 + strspn(text + 1, " ");
		if (!strncmp(text, name, length) && text[length] == ':')
			return text + length + 1;
	}
	return NULL;
}

int softirqs_parse(const char *text, const char *name, unsigned int cpu,
		   struct softirq_runs *ret_runs)
{
	int wanted = text ? column_find(text, cpu) : -ENOENT;
	const char *line = text ? line_find(text, name) : NULL;
	struct softirq_runs runs = {};
	unsigned int count;
	int column, used;

	if (wanted < 0 || !line)
		return -ENOENT;
	for (column = 0; sscanf(line, "%*[ ]%u%n", &count, &used) == 1; column++) {
		runs.all += count;
		runs.there += column == wanted ? count : 0;
		line += used;
	}
	if (column <= wanted)
		return -ENOENT;
	*ret_runs = runs;
	return 0;
}
