/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_OBJECT_GLOBALS_H
#define BPFTAX_AGENT_OBJECT_GLOBALS_H

/*
 * A global variable of an object that was opened and not loaded yet: const volatile ones, which the
 * verifier then knows, as well as those that the programs change.
 *
 *	object_global_set(object, "target_pid", "1", &err);
 *	object_global_set(object, "config.port", "8080", &err);      // a member
 *	object_global_set(object, "ports[2].low", "1024", &err);     // of an element, from 0 on
 */

#include <bpf/libbpf.h>
#include "common/error.h"

/*
 * Or an option of the kernel that it asks for, by object_kconfig_check(): libbpf is told when it
 * opens the object the next time.
 * -ENOENT when the object has none of this name, with those that it has; otherwise as
 * btf_value_put(), with the name before it.  ERROR_USAGE.
 */
int object_global_set(struct bpf_object *object, const char *name, const char *value,
		      struct error *err);

#endif
