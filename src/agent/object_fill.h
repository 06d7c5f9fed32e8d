/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_OBJECT_FILL_H
#define BPFTAX_AGENT_OBJECT_FILL_H

/*
 * A map of an object that holds something before anything is measured: what a lookup or an update
 * costs depends on it.
 *
 *	object_fill_check(object, "flows", "0.9:sequential", &err);    // opened
 *	bpf_object__load(object);
 *	object_fill(object, "flows", "0.9:sequential", &entries, &err);
 *
 * A share of the map's entries, 0.9 or 90%, and after a colon which keys: random ones (also without
 * a word), drawn from a seed that is always the same, or sequential, 0, 1, 2 as little-endian
 * numbers.  Of arrays it is always the first entries, of tries prefixes of all bits.  Each value is
 * the number 1.
 */

#include <bpf/libbpf.h>
#include <stdint.h>
#include "common/error.h"

/* -ENOENT: no such map; -EINVAL: no share, or no map that can be filled so.  ERROR_USAGE. */
int object_fill_check(struct bpf_object *object, const char *name, const char *how,
		      struct error *err);

/*
 * Once it is loaded.  *ret_entries is how many it holds then: an LRU map may have evicted some.
 * A negative errno when the kernel refuses one.
 */
int object_fill(struct bpf_object *object, const char *name, const char *how, uint64_t *ret_entries,
		struct error *err);

#endif
