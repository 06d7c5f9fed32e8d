/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_OBJECT_USDT_H
#define BPFTAX_AGENT_OBJECT_USDT_H

/*
 * What a program reads the arguments of a usdt by (bpf_usdt_arg() of <bpf/usdt.bpf.h>): maps of its
 * object that libbpf fills while it attaches.  Here the agent's own mark is attached
 * (USER_PROBE_USDT_TEXT), as the mechanism does it, and these maps are filled for that.
 *
 *	bpf_object__load(object);
 *	done = object_usdt_fill(object, &err);
 */

#include <bpf/libbpf.h>
#include "common/error.h"

/*
 * 0, also where it has no such maps; -EOPNOTSUPP and why where they are not as they are known, or
 * the mark's arguments are not where they are meant to be.
 */
int object_usdt_fill(const struct bpf_object *object, struct error *err);

#endif
