/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_GUEST_MODULES_H
#define BPFTAX_GUEST_MODULES_H

/*
 * Which modules and kernel options a guest of ours needs, and whether its kernel has them.
 *
 *	struct module_set set = { 0 };
 *
 *	r = guest_modules_choose(architecture, &kernel, &needs, &set, &err);
 */

#include <stdbool.h>
#include "target/kernel.h"
#include "target/module_set.h"

struct guest_needs {
	bool veth;
	bool virtio_net;
};

/*
 * Indexes the kernel's modules and orders what this run needs.  What is built in, or can be done
 * without, is passed over; what is needed and not there gives ERROR_ENVIRONMENT and the name of the
 * missing option.  module_set_clear() the result.
 */
int guest_modules_choose(const struct architecture *architecture, const struct kernel *kernel,
			 const struct guest_needs *needs, struct module_set *ret_set,
			 struct error *err);

#endif
