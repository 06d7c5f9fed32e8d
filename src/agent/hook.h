/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_HOOK_H
#define BPFTAX_AGENT_HOOK_H

/* What a program hangs on; a mechanism has use for one of the two names. */

#include <stddef.h>
#include <stdint.h>

/* Functions beside a hook's own. */
struct hook_others {
	char **names;
	uint32_t *ids; /* in the kernel's BTF; NULL: nobody needs them */
	size_t count;
};

struct hook {
	/* Of the kernel, of kprobe.multi also a pattern of these (with * or ?); or a probe point
	 * (agent/trigger/user_probes.h). */
	const char *function;
	const char *tracepoint; /* category:name */
	uint64_t address;	/* of the function, or 0 when unknown */
	/* What one link takes as well, of mechanisms whose links have many functions; NULL: none.
	 */
	const struct hook_others *others;
};

#endif
