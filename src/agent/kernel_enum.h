/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_KERNEL_ENUM_H
#define BPFTAX_AGENT_KERNEL_ENUM_H

/*
 * Numbers of the kernel's own enumerations, by name, from its BTF.  Kinds of link and of attachment
 * that came after the headers we build on have no name in them, and a number from a later header
 * could mean something else in a kernel that is patched.
 *
 *	int type = kernel_attach_type(view->btf, "BPF_TRACE_UPROBE_SESSION", &err);
 */

#include <bpf/btf.h>
#include "common/error.h"

/*
 * The number; -ENOENT where there is no such name, or no BTF (NULL).  enumeration "": of any that
 * has no name, of which a kernel has hundreds.
 */
int kernel_enum_number(const struct btf *btf, const char *enumeration, const char *name);

/* Of enum bpf_attach_type.  -EOPNOTSUPP with the reason where the kernel has no such kind. */
int kernel_attach_type(const struct btf *btf, const char *name, struct error *err);

/* The same of enum bpf_link_type. */
int kernel_link_type(const struct btf *btf, const char *name, struct error *err);

#endif
