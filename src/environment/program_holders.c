// SPDX-License-Identifier: GPL-2.0-or-later
#include "environment/program_holders.h"
#include "environment/processes.h"
#include "environment/root_file.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "common/text.h"

/* "anon_inode:bpf-prog", "anon_inode:bpf_link". */
#define DESCRIPTOR "anon_inode:bpf"

static bool is_of_program(const struct process_descriptor *descriptor, void *context)
{
	CLEANUP_FREE char *path = NULL, *value = NULL;

	if (!text_starts_with(descriptor->target, DESCRIPTOR))
		return false;
	path = file_path("/proc/%s/fdinfo/%s", descriptor->pid, descriptor->number);
	value = path ? root_file_value(descriptor->root, path, "prog_id:") : NULL;
	return value && strtoul(value, NULL, 10) == *(const uint32_t *)context;
}

json_t *program_holders(const char *root, uint32_t program)
{
	return processes_that_hold(root, is_of_program, &program);
}
