// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/proc_text.h"
#include "common/cleanup.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Behind "start" at the beginning of a line, or NULL. */
static const char *line_behind(const char *text, const char *start)
{
	size_t length = strlen(start);

	for (const char *at = text; at && *at; at += strcspn(at, "\n"), at += *at == '\n')
		if (!strncmp(at, start, length))
			return at + length;
	return NULL;
}

static int number_at(const char *at, uint64_t *ret_value)
{
	at += strspn(at, " \t");
	if (!isdigit((unsigned char)*at))
		return -ENOENT;
	*ret_value = strtoull(at, NULL, 10);
	return 0;
}

/* The name's place among the words of one line is the value's among those of the other. */
static int column_value(const char *names, const char *values, const char *name,
			uint64_t *ret_value)
{
	CLEANUP_FREE char *name_line = strndup(names, strcspn(names, "\n"));
	CLEANUP_FREE char *value_line = strndup(values, strcspn(values, "\n"));
	char *name_rest = name_line, *value_rest = value_line, *word, *value;

	while ((word = strsep(&name_rest, " ")) && (value = strsep(&value_rest, " ")))
		if (!strcmp(word, name))
			return number_at(value, ret_value);
	return -ENOENT;
}

/* Two lines a protocol: "Udp: InDatagrams NoPorts ..." and "Udp: 12 0 ...". */
int proc_snmp_counter(const char *text, const char *protocol, const char *counter,
		      uint64_t *ret_value)
{
	const char *names, *values;
	char start[32];

	snprintf(start, sizeof(start), "%s: ", protocol);
	names = line_behind(text, start);
	values = names ? line_behind(strchrnul(names, '\n') + !!strchr(names, '\n'), start) : NULL;
	return values ? column_value(names, values, counter, ret_value) : -ENOENT;
}

int proc_status_number(const char *text, const char *name, uint64_t *ret_value)
{
	const char *at = line_behind(text, name);

	return at && *at == ':' ? number_at(at + 1, ret_value) : -ENOENT;
}

/* "PID (name) S ...": behind the last parenthesis, as a name may have some. */
char proc_stat_state(const char *text)
{
	const char *end = text ? strrchr(text, ')') : NULL;

	return end && end[1] ? end[2] : 'X';
}

/* The line behind, or NULL. */
static const char *next_line(const char *at)
{
	const char *end = strchr(at, '\n');

	return end ? end + 1 : NULL;
}

int proc_device_packets(const char *text, const char *device, uint64_t *ret_packets)
{
	size_t length = strlen(device);

	for (const char *at = text; at && *at; at = next_line(at)) {
		at += strspn(at, " ");
		if (strncmp(at, device, length) != 0 || at[length] != ':')
			continue;
		at += length + 1;
		at += strspn(at, " ");
		return number_at(at + strspn(at, "0123456789"), ret_packets);
	}
	return -ENOENT;
}

/* The eighth number of the line "cpu". */
int proc_steal_ticks(const char *text, uint64_t *ret_ticks)
{
	const char *at = line_behind(text, "cpu ");
	unsigned long long ticks;

	if (!at || sscanf(at, "%*u %*u %*u %*u %*u %*u %*u %llu", &ticks) != 1)
		return -ENOENT;
	*ret_ticks = ticks;
	return 0;
}

/* "start-end permissions offset device inode      name" */
static char *mapping_name(const char *line, uint64_t address)
{
	uint64_t start, end;
	int name_at = 0;

	if (sscanf(line, "%" SCNx64 "-%" SCNx64 " %*s %*s %*s %*s %n", &start, &end, &name_at) != 2)
		return NULL;
	if (address < start || address >= end || !name_at || !line[name_at])
		return NULL;
	return strdup(line + name_at);
}

char *proc_maps_name(const char *text, uint64_t address)
{
	CLEANUP_FREE char *copy = strdup(text ? text : "");
	char *rest = copy, *line, *name = NULL;

	while (!name && rest && (line = strsep(&rest, "\n")))
		name = mapping_name(line, address);
	return name;
}
