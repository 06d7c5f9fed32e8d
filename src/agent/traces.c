// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/traces.h"
#include "agent/sysfile.h"
#include "agent/trace_text.h"
#include "agent/trigger/user_probes.h"
#include "common/cleanup.h"

#include <bpf/bpf.h>
#include <string.h>

#define SETTLE_TRIES 400
#define SETTLE_POLL_US 5000
#define KPROBES_LIST "/sys/kernel/debug/kprobes/list"

/* 0: of a descriptor that is no program's. */
static uint32_t program_id(int fd)
{
	struct bpf_prog_info info;
	__u32 size = sizeof(info);

	memset(&info, 0, sizeof(info));
	return fd >= 0 && !bpf_obj_get_info_by_fd(fd, &info, &size) ? info.id : 0;
}

void own_programs_read(const int *fds, size_t count, struct own_programs *ret_programs)
{
	struct own_programs programs = { calloc(count + 1, sizeof(*programs.ids)), 0 };

	for (size_t i = 0; i < count && programs.ids; i++) {
		uint32_t id = program_id(fds[i]);

		if (id)
			programs.ids[programs.count++] = id;
	}
	*ret_programs = programs;
}

void own_programs_free(struct own_programs *programs)
{
	free(programs->ids);
	*programs = (struct own_programs){};
}

static bool is_loaded(uint32_t id)
{
	CLEANUP_CLOSE int fd = bpf_prog_get_fd_by_id(id);

	return fd >= 0;
}

static bool are_gone(const struct own_programs *programs)
{
	for (size_t i = 0; programs && i < programs->count; i++)
		if (is_loaded(programs->ids[i]))
			return false;
	return true;
}

static void loaded_add(const struct own_programs *programs, json_t *left)
{
	for (size_t i = 0; programs && i < programs->count; i++)
		if (is_loaded(programs->ids[i]))
			json_array_append_new(left, json_sprintf("program %u", programs->ids[i]));
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
	traces->user_probes = user_probes_read();
}

void traces_free(struct traces *traces)
{
	free(traces->enabled_functions);
	free(traces->kprobes);
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
	       text_same(before->user_probes, after->user_probes);
}

json_t *traces_added(const struct traces *before, const struct traces *after)
{
	json_t *added = json_array();

	trace_lines_added(before->enabled_functions, after->enabled_functions, added);
	trace_lines_added(before->kprobes, after->kprobes, added);
	trace_lines_added(before->user_probes, after->user_probes, added);
	return added;
}

json_t *traces_settle(const struct traces *before, const struct own_programs *programs)
{
	struct traces now = {};
	json_t *left;

	for (int tries = 0; tries < SETTLE_TRIES; tries++) {
		traces_free(&now);
		traces_read(&now);
		if (traces_same(before, &now) && are_gone(programs))
			break;
		usleep(SETTLE_POLL_US);
	}
	left = traces_added(before, &now);
	loaded_add(programs, left);
	traces_free(&now);
	return left;
}

char *kprobe_line(const char *function, int offset, char type)
{
	CLEANUP_FREE char *text = sysfile_read(KPROBES_LIST);

	return trace_kprobe_line(text, function, offset, type);
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

	return trace_enabled_line(text, function);
}

size_t enabled_functions_among(char *const *names, size_t count)
{
	CLEANUP_FREE char *text = enabled_functions_read();

	return trace_enabled_among(text, names, count);
}

size_t enabled_functions_count(const char *pattern)
{
	CLEANUP_FREE char *text = enabled_functions_read();

	return trace_enabled_count(text, pattern);
}
