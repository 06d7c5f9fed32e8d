// SPDX-License-Identifier: GPL-2.0-or-later
#include "environment/bpf_programs.h"
#include "environment/root_file.h"
#include "common/cleanup.h"
#include "protocol/names.h"

#include <dirent.h>
#include <errno.h>
#include <linux/bpf.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>

static long bpf_call(enum bpf_cmd command, union bpf_attr *attributes)
{
	return syscall(__NR_bpf, command, attributes, sizeof(*attributes));
}

/* The next id behind this one: 0 with errno ENOENT after the last. */
static __u32 program_next(__u32 id)
{
	union bpf_attr attributes = { .start_id = id };

	return bpf_call(BPF_PROG_GET_NEXT_ID, &attributes) < 0 ? 0 : attributes.next_id;
}

static int program_open(__u32 id)
{
	union bpf_attr attributes = { .prog_id = id };

	return (int)bpf_call(BPF_PROG_GET_FD_BY_ID, &attributes);
}

static bool program_describe(__u32 id, struct bpf_prog_info *ret_info)
{
	CLEANUP_CLOSE int fd = program_open(id);
	union bpf_attr attributes = { .info = { .bpf_fd = (__u32)fd,
						.info_len = sizeof(*ret_info),
						.info = (__u64)(uintptr_t)ret_info } };

	memset(ret_info, 0, sizeof(*ret_info));
	return fd >= 0 && !bpf_call(BPF_OBJ_GET_INFO_BY_FD, &attributes);
}

/* NULL for types that hang on no hook of ours. */
static const char *type_name(__u32 type)
{
	switch (type) {
	case BPF_PROG_TYPE_KPROBE:
		return "kprobe";
	case BPF_PROG_TYPE_TRACEPOINT:
		return mechanism_names[MECHANISM_tracepoint].name;
	case BPF_PROG_TYPE_RAW_TRACEPOINT:
		return mechanism_names[MECHANISM_raw_tracepoint].name;
	case BPF_PROG_TYPE_PERF_EVENT:
		return "perf-event";
	case BPF_PROG_TYPE_TRACING:
		return "tracing";
	default:
		return NULL;
	}
}

/* "prog_id:\t12" in /proc/self/fdinfo of each descriptor of a program. */
bool bpf_program_is_ours(uint32_t id)
{
	DIR *directory = opendir("/proc/self/fdinfo");
	struct dirent *entry;
	bool found = false;

	while (directory && !found && (entry = readdir(directory))) {
		CLEANUP_FREE char *path = NULL;
		CLEANUP_FREE char *value = NULL;

		if (asprintf(&path, "/proc/self/fdinfo/%s", entry->d_name) < 0)
			break;
		value = root_file_value("", path, "prog_id:");
		found = value && strtoul(value, NULL, 10) == id;
	}
	if (directory)
		closedir(directory);
	return found;
}

static void program_add(__u32 id, json_t *programs)
{
	struct bpf_prog_info info;

	if (!program_describe(id, &info) || !type_name(info.type) || bpf_program_is_ours(id))
		return;
	json_array_append_new(programs,
			      json_sprintf("%u %s %.*s", id, type_name(info.type),
					   (int)strnlen(info.name, sizeof(info.name)), info.name));
}

json_t *bpf_programs_of_others(void)
{
	json_t *programs = json_array();
	__u32 id = 0;

	while ((id = program_next(id)))
		program_add(id, programs);
	if (errno == ENOENT)
		return programs;
	json_decref(programs);
	return NULL;
}
