/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_OBJECT_SECTION_H
#define BPFTAX_AGENT_OBJECT_SECTION_H

/*
 * What the name of a program's section says (libbpf's conventions): by which of our mechanisms it
 * is attached, and to what.  Pure.
 *
 *	struct object_hook hook;
 *
 *	object_section_read("tp/syscalls/sys_enter_openat", "__x64_", &hook);
 *	// tracepoint, syscalls:sys_enter_openat
 *	object_section_read("uprobe//bin/sh:main", "__x64_", &hook);
 *	// uprobe, user:text in place of /bin/sh:main
 */

#include <stdbool.h>

struct object_hook {
	const char *mechanism; /* of protocol/mechanism_list.h; NULL: none of them, see reason */
	char function[256];    /* "": it is no function */
	char tracepoint[256];  /* category:name; without a category where the section has none */
	char reason[256];      /* why there is no mechanism */
	/*
	 * Of user space: function is one of the agent's own (agent/trigger/user_probes.h), in place
	 * of what the section names, which is "" where it names nothing.
	 */
	bool is_in_place;
	bool may_sleep; /* its program (uprobe.s) */
	char in_place_of[256];
};

/* syscall_prefix: what stands before sys_NAME in the kernel's functions, "__x64_". */
void object_section_read(const char *section, const char *syscall_prefix,
			 struct object_hook *ret_hook);

#endif
