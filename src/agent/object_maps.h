/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_OBJECT_MAPS_H
#define BPFTAX_AGENT_OBJECT_MAPS_H

/*
 * The maps of an object that was opened and not loaded yet: another size, and whether there is
 * memory for them, as a kernel that runs out of it may end whoever asked.
 *
 *	object_map_resize(object, "flows", "65536", &err);
 *	object_maps_check_memory(object, memory_available_bytes(), &err);
 */

#include <bpf/libbpf.h>
#include <stdint.h>
#include "common/error.h"

/*
 * entries: what max_entries is to be, of a ring buffer its bytes.  -ENOENT when the object has no
 * such map, with those that it has; -EINVAL for what is no size.  ERROR_USAGE.
 */
int object_map_resize(struct bpf_object *object, const char *name, const char *entries,
		      struct error *err);

/* The map of this name; NULL and -ENOENT's sentence where there is none that somebody declared. */
struct bpf_map *object_map_find(struct bpf_object *object, const char *name, struct error *err);

/*
 * Hashes of maps begin with the same seed (BPF_F_ZERO_SEED, Linux 5.0), not a random one: the same
 * keys then stand in the same buckets at every load, and a lookup is the same instructions.
 */
void object_maps_seed(struct bpf_object *object);

/*
 * What the kernel takes at least when it makes this map, of this many CPUs: of kernel/bpf's
 * hashtab.c, arraymap.c, ringbuf.c.
 */
uint64_t object_map_bytes(const struct bpf_map *map, unsigned int cpus);

/* -ENOMEM, with the largest map and what would do, when all of them take more. */
int object_maps_check_memory(struct bpf_object *object, uint64_t available_bytes,
			     struct error *err);

/* MemAvailable of /proc/meminfo; UINT64_MAX where nobody knows. */
uint64_t memory_available_bytes(void);

#endif
