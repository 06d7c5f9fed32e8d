/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_MECHANISM_H
#define BPFTAX_AGENT_MECHANISM_H

/*
 * A mechanism: how a program is attached, and how one proves that it is what its name says.
 *
 * To add one: a file with a `const struct mechanism_ops mechanism_<identifier>`, and a line in
 * protocol/mechanism_list.h.
 */

#include <bpf/libbpf.h>
#include <stdbool.h>
#include "agent/hooked.h"
#include "agent/misses.h"
#include "common/error.h"

struct mechanism_ops {
	enum bpf_prog_type type;
	enum bpf_attach_type expected;
	const char *kind;	   /* in place of expected, where headers may lack it: its name */
	bool is_sleepable;	   /* loaded so: the program may fault pages in */
	const char *btf_prefix;	   /* before the hook's name in BTF: "" or "btf_trace_"; or NULL */
	bool takes_many;	   /* one link has as many functions as are given to it */
	bool id_at_link;	   /* the link says which function, not the program's load */
	double hits_per_operation; /* expected; 1 but for mechanisms that run twice */
	enum misses_of misses;	   /* where the kernel counts runs that it skipped */
	/* Finds room for each return, or passes it over: how many there are is held against others.
	 */
	bool may_lose;
	/* Leaves the process another than it was, for good: micro measures it in one of its own. */
	bool stays;
	const char *user_probe; /* of HOOK_USER: where it hangs when no probe point is named */

	/*
	 * The event that alone is tried, by its name in trigger/call_list.h: where packets may be
	 * dropped, another would wait for them.  NULL: what comes by the hook is looked for.
	 */
	const char *(*event)(const struct hooked *hooked);

	/* What has to be set up before (sysctls); may be NULL.  0 or a negative errno. */
	int (*prepare)(struct hooked *hooked, struct error *err);
	/* Sets event_fd and/or link_fd, offset and hook_text.  0 or a negative errno. */
	int (*attach)(struct hooked *hooked, struct error *err);
	/* Adds what it saw to hooked->proof.  0, or a negative errno when the name is a lie. */
	int (*prove)(struct hooked *hooked, struct error *err);
	/* Puts back what prepare() changed, after everything was closed; may be NULL. */
	void (*restore)(struct hooked *hooked);
};

/* NULL when there is none of this name. */
const struct mechanism_ops *mechanism_find(const char *name);

#endif
