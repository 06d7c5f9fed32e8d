/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_OBJECT_KIND_H
#define BPFTAX_AGENT_OBJECT_KIND_H

/*
 * As what a program is loaded that libbpf does not load as we attach it: sections that came after
 * the libbpf we build on (uprobe.multi, kprobe.session), and all of user space, as later libbpfs
 * load usdt for another kind of link where the kernel has that.
 *
 *	object_program_hook(program, image, &hook);
 *	done = object_kind_put(program, &hook, reason, sizeof(reason));    // before it is loaded
 */

#include <bpf/libbpf.h>
#include "agent/object_section.h"

/* 0; -EOPNOTSUPP and why where the kernel has no such kind. */
int object_kind_put(struct bpf_program *program, const struct object_hook *hook, char *reason,
		    size_t size);

#endif
