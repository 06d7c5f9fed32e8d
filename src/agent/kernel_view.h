/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_KERNEL_VIEW_H
#define BPFTAX_AGENT_KERNEL_VIEW_H

/*
 * What is looked up once and then used for one attachment after the other.
 *
 *	struct kernel_view view = {};
 *
 *	kernel_view_open(&view);
 *	...
 *	kernel_view_close(&view);
 */

#include <bpf/btf.h>
#include "agent/delay.h"
#include "common/error.h"

struct kernel_view {
	struct btf *btf; /* NULL when the kernel has none */
	struct delay_calibration delay;
};

/* Reads the kernel's BTF; the delay is calibrated when one is attached. */
void kernel_view_open(struct kernel_view *view);

/*
 * Whether its BTF is what it says, or it has none.  -EBADMSG: there is something that cannot be
 * read; such a kernel refuses every program, and says no more than EINVAL.
 */
int kernel_view_check(const struct kernel_view *view, struct error *err);

/* Safe on zeroes, and twice. */
void kernel_view_close(struct kernel_view *view);

#endif
