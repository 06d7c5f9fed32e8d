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

struct kernel_view {
	struct btf *btf; /* NULL when the kernel has none */
	struct delay_calibration delay;
};

/* Reads the kernel's BTF; the delay is calibrated when one is attached. */
void kernel_view_open(struct kernel_view *view);

/* Safe on zeroes, and twice. */
void kernel_view_close(struct kernel_view *view);

#endif
