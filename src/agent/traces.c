// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/traces.h"
#include "agent/sysfile.h"
#include "agent/trigger/user_probes.h"
#include "common/cleanup.h"

#include <bpf/bpf.h>
#include <string.h>

#define KPROBES_LIST "/sys/kernel/debug/kprobes/list"

static char *programs_read(void)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	__u32 id = 0;

	if (!out)
		return NULL;
	while (!bpf_prog_get_next_id(id, &id))
		fprintf(out, "program %u\n", id);
	fclose(out);
	return text;
}

static char *enabled_functions_read(void)
{
	const char *tracefs = tracefs_path();

	return tracefs ? sysfile_read("%s/enabled_functions", tracefs) : NULL;
}

static char *user_probes_read(void)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return NULL;
	user_probes_print(out);
	fclose(out);
	return text;
}

void traces_read(struct traces *traces)
{
	traces->enabled_functions = enabled_functions_read();
	traces->kprobes = sysfile_read(KPROBES_LIST);
	traces->programs = programs_read();
	traces->user_probes = user_probes_read();
}

void traces_free(struct traces *traces)
{
	free(traces->enabled_functions);
	free(traces->kprobes);
	free(traces->programs);
	free(traces->user_probes);
	*traces = (struct traces){};
}

static bool text_same(const char *a, const char *b)
{
	return !strcmp(a ? a : "", b ? b : "");
}

bool traces_same(const struct traces *before, const struct traces *after)
{
	return text_same(before->enabled_functions, after->enabled_functions) &&
	       text_same(before->kprobes, after->kprobes) &&
	       text_same(before->programs, after->programs) &&
	       text_same(before->user_probes, after->user_probes);
}

/* Whether text has exactly this line. */
static bool line_known(const char *text, const char *line)
{
	size_t length = strlen(line);

	for (const char *at = text; at && (at = strstr(at, line)); at++)
		if ((at == text || at[-1] == '\n') && (at[length] == '\n' || !at[length]))
			return true;
	return false;
}

static void lines_added(const char *before, const char *after, json_t *added)
{
	CLEANUP_FREE char *copy = strdup(after ? after : "");
	char *rest = copy, *line;

	while ((line = strsep(&rest, "\n")))
		if (*line && !line_known(before, line))
			json_array_append_new(added, json_string(line));
}

json_t *traces_added(const struct traces *before, const struct traces *after)
{
	json_t *added = json_array();

	lines_added(before->enabled_functions, after->enabled_functions, added);
	lines_added(before->kprobes, after->kprobes, added);
	lines_added(before->programs, after->programs, added);
	lines_added(before->user_probes, after->user_probes, added);
	return added;
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
	if (strncmp(symbol, function, length) || sscanf(symbol + length, "+0x%x", &shown) != 1)
		return false;
	return offset == KPROBE_ANY_OFFSET || offset == shown;
}

char *kprobe_line(const char *function, int offset, char type)
{
	CLEANUP_FREE char *text = sysfile_read(KPROBES_LIST);
	char *rest = text, *line;

	while (rest && (line = strsep(&rest, "\n")))
		if (kprobe_line_matches(line, function, offset, type))
			return strdup(line);
	return NULL;
}

unsigned int kprobe_count(void)
{
	CLEANUP_FREE char *text = sysfile_read(KPROBES_LIST);
	unsigned int lines = 0;

	for (const char *at = text; at && (at = strchr(at, '\n')); at++)
		lines++;
	return lines;
}

char *enabled_function_line(const char *function)
{
	CLEANUP_FREE char *text = enabled_functions_read();
	size_t length = strlen(function);
	const char *line = text, *end;

	while (line && *line && (strncmp(line, function, length) || line[length] != ' ')) {
		line = strchr(line, '\n');
		line += line ? 1 : 0;
	}
	if (!line || !*line)
		return NULL;
	/* A direct call has a second line of its own, which begins with a tab. */
	for (end = strchrnul(line, '\n'); *end && end[1] == '\t'; end = strchrnul(end + 1, '\n'))
		;
	return strndup(line, (size_t)(end - line));
}
