/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_MODULE_SET_H
#define BPFTAX_MODULE_SET_H

/*
 * The modules that a guest needs, with all that they depend on, in the order in which they can be
 * loaded.
 *
 *	struct module_set set = { 0 };
 *
 *	r = module_set_index("/lib/modules/6.12.0/kernel", &set, &err);
 *	if (module_set_has(&set, "veth"))
 *		r = module_set_want(&set, "veth", &err);
 *	for (size_t i = 0; i < set.order_count; i++)
 *		load(set.order[i]->bytes, set.order[i]->length);
 *	module_set_clear(&set);
 *
 * Modules are held uncompressed, whatever the files were: so it does not matter whether the guest's
 * kernel can uncompress them itself (CONFIG_MODULE_DECOMPRESS).
 */

#include <stdbool.h>
#include <stddef.h>
#include "common/error.h"

struct module {
	char *name; /* with '_' for '-' */
	char *path;
	bool visited;
	char *bytes; /* once wanted */
	size_t length;
};

struct module_set {
	struct module *modules; /* what the directory has, sorted by name */
	size_t count;
	struct module **order; /* what was wanted, dependencies first */
	size_t order_count;
	char *missing; /* the first dependency that the directory has not got, or NULL */
};

/* Finds the modules at and below a directory.  None at all is an empty set and no error. */
int module_set_index(const char *directory, struct module_set *ret_set, struct error *err);

bool module_set_has(const struct module_set *set, const char *name);

/*
 * Adds a module and its dependencies to the order.  A dependency without a file is taken to be
 * built in and noted in set->missing.  -ENOENT when the named module itself is not there.
 */
int module_set_want(struct module_set *set, const char *name, struct error *err);

void module_set_clear(struct module_set *set);

#endif
