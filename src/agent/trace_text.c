// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/trace_text.h"
#include "common/cleanup.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

/* Whether text has exactly this line. */
static bool line_known(const char *text, const char *line)
{
	size_t length = strlen(line);

	for (const char *at = text; at && (at = strstr(at, line)); at++)
		if ((at == text || at[-1] == '\n') && (at[length] == '\n' || !at[length]))
			return true;
	return false;
}

void trace_lines_added(const char *before, const char *after, json_t *added)
{
	CLEANUP_FREE char *copy = strdup(after ? after : "");
	char *rest = copy, *line;

	while ((line = strsep(&rest, "\n")))
		if (*line && !line_known(before, line))
			json_array_append_new(added, json_string(line));
}

/*
 * "ffffffff81d2a4f9  k  udp_recvmsg+0x9    [OPTIMIZED]" (kernel/kprobes.c, report_probe()).
 */
static bool kprobe_line_matches(const char *line, const char *function, int offset, char type)
{
	size_t length = strlen(function);
	char symbol[256], kind;
	int shown = -1;

	if (sscanf(line, "%*s %c %255s", &kind, symbol) != 2 || kind != type)
		return false;
	if (strncmp(symbol, function, length) != 0 || sscanf(symbol + length, "+0x%x", &shown) != 1)
		return false;
	return offset == KPROBE_ANY_OFFSET || offset == shown;
}

char *trace_kprobe_line(const char *text, const char *function, int offset, char type)
{
	CLEANUP_FREE char *copy = strdup(text ? text : "");
	char *rest = copy, *line;

	while (rest && (line = strsep(&rest, "\n")))
		if (kprobe_line_matches(line, function, offset, type))
			return strdup(line);
	return NULL;
}

/* kernel/kprobes.c, report_probe(): the words in brackets behind the symbol. */
bool trace_kprobe_is(const char *line, enum kprobe_flavour flavour)
{
	bool is_ftrace = strstr(line, "[FTRACE]");
	bool is_optimized = strstr(line, "[OPTIMIZED]");

	switch (flavour) {
	case KPROBE_INT3:
		return !is_ftrace && !is_optimized;
	case KPROBE_OPTIMIZED:
		return is_optimized;
	case KPROBE_FTRACE:
		return is_ftrace;
	}
	return false;
}

char *trace_enabled_line(const char *text, const char *function)
{
	size_t length = strlen(function);
	const char *line = text, *end;

	while (line && *line && (strncmp(line, function, length) != 0 || line[length] != ' ')) {
		line = strchr(line, '\n');
		line = line ? line + 1 : NULL;
	}
	if (!line || !*line)
		return NULL;
	/* A direct call has a second line of its own, which begins with a tab. */
	for (end = strchrnul(line, '\n'); *end && end[1] == '\t'; end = strchrnul(end + 1, '\n'))
		;
	return strndup(line, (size_t)(end - line));
}

/* What follows of a line begins with a tab. */
size_t trace_enabled_count(const char *text, const char *pattern)
{
	CLEANUP_FREE char *copy = text ? strdup(text) : NULL;
	char *rest = copy, *line;
	size_t count = 0;

	while (rest && (line = strsep(&rest, "\n")))
		count += *line && !fnmatch(pattern, strsep(&line, " \t"), 0);
	return count;
}

static int name_compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Two functions of one name have a line each: what was found is looked for no more. */
static size_t names_strike(char *copy, char **sorted, size_t count)
{
	CLEANUP_FREE bool *struck = calloc(count + 1, sizeof(*struck));
	size_t found = 0;
	char *line;

	while (struck && copy && (line = strsep(&copy, "\n"))) {
		const char *word = strsep(&line, " \t");
		char **at = bsearch(&word, sorted, count, sizeof(*sorted), name_compare);

		if (!at || struck[at - sorted])
			continue;
		struck[at - sorted] = true;
		found++;
	}
	return found;
}

size_t trace_enabled_among(const char *text, char *const *names, size_t count)
{
	CLEANUP_FREE char *copy = text ? strdup(text) : NULL;
	CLEANUP_FREE char **sorted = calloc(count + 1, sizeof(*sorted));

	if (!sorted || !count)
		return 0;
	memcpy(sorted, names, count * sizeof(*sorted));
	qsort(sorted, count, sizeof(*sorted), name_compare);
	return names_strike(copy, sorted, count);
}

/* A kernel that jumps to a trampoline, which then calls the function itself, says so. */
bool trace_enabled_is_direct(const char *line)
{
	return strstr(line, "direct-->") || strstr(line, "direct(jmp)-->");
}

char *trace_enabled_trampoline(const char *line)
{
	const char *name = strstr(line, "-->");

	return name ? strndup(name + 3, strcspn(name + 3, "+\n")) : NULL;
}
