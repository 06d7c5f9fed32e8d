// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/object_maps.h"
#include "agent/proc_text.h"
#include "agent/sysfile.h"
#include "common/cleanup.h"
#include "common/units.h"

#include <errno.h>
#include <linux/bpf.h>
#include <stdio.h>
#include <string.h>
#include <sys/sysinfo.h>

/* Of those that there are, in a sentence. */
#define NAMES_TOLD_BYTES 400

/* struct htab_elem and what hangs on it, struct bucket; struct bpf_array's pointers. */
#define HASH_ELEMENT_BYTES 48
#define HASH_BUCKET_BYTES 16
#define POINTER_BYTES 8

#define MIB (1 << 20)

/* Those that somebody declared: a section of globals is a map as well. */
static void names_tell(struct bpf_object *object, char told[NAMES_TOLD_BYTES])
{
	struct bpf_map *map;
	size_t length = 0;

	bpf_object__for_each_map(map, object)
	{
		if (bpf_map__is_internal(map) || length >= NAMES_TOLD_BYTES)
			continue;
		length += (size_t)snprintf(told + length, NAMES_TOLD_BYTES - length, "%s%s",
					   length ? ", " : "", bpf_map__name(map));
	}
}

struct bpf_map *object_map_find(struct bpf_object *object, const char *name, struct error *err)
{
	struct bpf_map *map = bpf_object__find_map_by_name(object, name);
	char told[NAMES_TOLD_BYTES] = "";

	if (map && !bpf_map__is_internal(map))
		return map;
	names_tell(object, told);
	error_set(err, ERROR_USAGE, ENOENT, "it has no map '%s'; it has %s", name,
		  *told ? told : "none");
	return NULL;
}

int object_map_resize(struct bpf_object *object, const char *name, const char *entries,
		      struct error *err)
{
	struct bpf_map *map = object_map_find(object, name, err);
	uint64_t count;
	int done;

	if (!map)
		return -ENOENT;
	done = count_parse(entries, 1, UINT32_MAX, &count, err);
	if (!done && bpf_map__set_max_entries(map, (__u32)count) < 0)
		done = error_set(err, ERROR_USAGE, EINVAL, "cannot have another size");
	return done < 0 ? error_prefix(err, done, "map '%s'", name) : 0;
}

static bool is_hash(const struct bpf_map *map)
{
	switch (bpf_map__type(map)) {
	case BPF_MAP_TYPE_HASH:
	case BPF_MAP_TYPE_PERCPU_HASH:
	case BPF_MAP_TYPE_LRU_HASH:
	case BPF_MAP_TYPE_LRU_PERCPU_HASH:
		return true;
	default:
		return false;
	}
}

void object_maps_seed(struct bpf_object *object)
{
	struct bpf_map *map;

	bpf_object__for_each_map(map, object)
	{
		if (is_hash(map))
			bpf_map__set_map_flags(map, bpf_map__map_flags(map) | BPF_F_ZERO_SEED);
	}
}

static uint64_t padded(uint64_t bytes)
{
	return (bytes + 7) / 8 * 8;
}

/* No machine has so much: an object may say any numbers. */
static uint64_t times(uint64_t entries, uint64_t bytes)
{
	return bytes && entries > UINT64_MAX / 2 / bytes ? UINT64_MAX / 2 : entries * bytes;
}

static uint64_t hash_bytes(const struct bpf_map *map, uint64_t values_bytes)
{
	uint64_t entries = bpf_map__max_entries(map);
	bool is_made_ahead = !(bpf_map__map_flags(map) & BPF_F_NO_PREALLOC);
	uint64_t element = HASH_ELEMENT_BYTES + padded(bpf_map__key_size(map)) + values_bytes;

	return times(entries, HASH_BUCKET_BYTES + (is_made_ahead ? element : 0));
}

uint64_t object_map_bytes(const struct bpf_map *map, unsigned int cpus)
{
	uint64_t entries = bpf_map__max_entries(map);
	uint64_t value = padded(bpf_map__value_size(map));

	switch (bpf_map__type(map)) {
	case BPF_MAP_TYPE_HASH:
	case BPF_MAP_TYPE_LRU_HASH:
		return hash_bytes(map, value);
	case BPF_MAP_TYPE_PERCPU_HASH:
	case BPF_MAP_TYPE_LRU_PERCPU_HASH:
		return hash_bytes(map, value * cpus);
	case BPF_MAP_TYPE_ARRAY:
	case BPF_MAP_TYPE_QUEUE:
	case BPF_MAP_TYPE_STACK:
	case BPF_MAP_TYPE_STACK_TRACE:
		return times(entries, value);
	case BPF_MAP_TYPE_PERCPU_ARRAY:
		return times(entries, value * cpus + POINTER_BYTES);
	case BPF_MAP_TYPE_RINGBUF:
		return entries;
	case BPF_MAP_TYPE_PROG_ARRAY:
	case BPF_MAP_TYPE_PERF_EVENT_ARRAY:
	case BPF_MAP_TYPE_ARRAY_OF_MAPS:
		return entries * POINTER_BYTES;
	default:
		return 0; /* as they are filled */
	}
}

int object_maps_check_memory(struct bpf_object *object, uint64_t available_bytes, struct error *err)
{
	unsigned int cpus = (unsigned int)get_nprocs_conf();
	const struct bpf_map *largest = NULL;
	uint64_t all = 0, most = 0;
	struct bpf_map *map;

	bpf_object__for_each_map(map, object)
	{
		uint64_t bytes = bpf_map__autocreate(map) ? object_map_bytes(map, cpus) : 0;

		all = all + bytes < all ? UINT64_MAX : all + bytes;
		if (bytes > most) {
			most = bytes;
			largest = map;
		}
	}
	if (all <= available_bytes)
		return 0;
	return error_set(err, ERROR_USAGE, ENOMEM,
			 "its maps take %llu MiB, of which '%s' with %u entries has %llu, and %llu "
			 "are free here: --map %s=N for fewer, --memory SIZE for more memory",
			 (unsigned long long)all / MIB, bpf_map__name(largest),
			 bpf_map__max_entries(largest), (unsigned long long)most / MIB,
			 (unsigned long long)available_bytes / MIB, bpf_map__name(largest));
}

uint64_t memory_available_bytes(void)
{
	CLEANUP_FREE char *text = sysfile_read("/proc/meminfo");
	uint64_t kib;

	return proc_status_number(text, "MemAvailable", &kib) < 0 ? UINT64_MAX : kib * 1024;
}
