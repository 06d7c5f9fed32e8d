/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_NEW_KINDS_H
#define BPFTAX_AGENT_NEW_KINDS_H

/*
 * Links of kinds that came after the libbpf we build on, by bpf(2) itself.  What kind it is says
 * hooked->attach_type, which the kernel's own BTF names (mechanism.h, kind).
 *
 *	const struct mechanism_ops mechanism_uprobe_session = {
 *		.kind = "BPF_TRACE_UPROBE_SESSION", ...
 *
 *	return link_uprobe_multi(hooked, false, err);
 */

#include <stdbool.h>
#include "agent/hooked.h"
#include "common/error.h"

/* The program on the hook's function by the layout of kprobe.multi; a session has no flags. */
int link_kprobe_session(struct hooked *hooked, struct error *err);

/* The program on the hook's user probe by uprobe.multi; is_return: at return alone. */
int link_uprobe_multi(struct hooked *hooked, bool is_return, struct error *err);

/* The program on the hook's function by the id that it has in BTF, by tracing.multi. */
int link_tracing_multi(struct hooked *hooked, struct error *err);

/* Its link's type, of what kind it is, and the direct call. */
int link_prove_tracing_multi(struct hooked *hooked, struct error *err);

/* Checks that the kernel calls the link this, by its enum bpf_link_type; "link" of the proof. */
int link_prove_named(struct hooked *hooked, const char *type, struct error *err);

#endif
