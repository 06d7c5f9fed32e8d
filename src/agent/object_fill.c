// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/object_fill.h"
#include "agent/fill_keys.h"
#include "agent/object_maps.h"
#include "common/cleanup.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <linux/bpf.h>
#include <stdlib.h>
#include <string.h>

/* Random keys that were there already, for each that is wanted: of a byte all 256 are reached. */
#define DRAWS_AN_ENTRY 64

/* How entries of a type are put in. */
enum fill_form {
	FORM_NONE,
	FORM_KEYS,   /* each key its own entry */
	FORM_INDEX,  /* the key is a place */
	FORM_PREFIX, /* the key begins with its length in bits */
	FORM_PUSH,   /* without a key */
};

static const struct fill_type {
	enum bpf_map_type type;
	enum fill_form form;
	bool is_per_cpu;
	bool evicts;
} types[] = {
	{ BPF_MAP_TYPE_HASH, FORM_KEYS, false, false },
	{ BPF_MAP_TYPE_PERCPU_HASH, FORM_KEYS, true, false },
	{ BPF_MAP_TYPE_LRU_HASH, FORM_KEYS, false, true },
	{ BPF_MAP_TYPE_LRU_PERCPU_HASH, FORM_KEYS, true, true },
	{ BPF_MAP_TYPE_ARRAY, FORM_INDEX, false, false },
	{ BPF_MAP_TYPE_PERCPU_ARRAY, FORM_INDEX, true, false },
	{ BPF_MAP_TYPE_LPM_TRIE, FORM_PREFIX, false, false },
	{ BPF_MAP_TYPE_QUEUE, FORM_PUSH, false, false },
	{ BPF_MAP_TYPE_STACK, FORM_PUSH, false, false },
	{ BPF_MAP_TYPE_BLOOM_FILTER, FORM_PUSH, false, false },
};

static const struct fill_type *type_find(const struct bpf_map *map)
{
	for (size_t i = 0; i < ARRAY_SIZE(types); i++)
		if (types[i].type == bpf_map__type(map))
			return &types[i];
	return NULL;
}

/* Of the key what differs from entry to entry. */
static size_t varied_bytes(const struct bpf_map *map, const struct fill_type *type)
{
	size_t size = bpf_map__key_size(map);
	size_t fixed = type->form == FORM_PREFIX ? sizeof(struct bpf_lpm_trie_key) : 0;

	return size > fixed ? size - fixed : 0;
}

/* Of whole ones: 29 % of 100 are 29, which a double has as a little less. */
static uint64_t entries_wanted(const struct bpf_map *map, const struct filling *filling)
{
	return (uint64_t)(filling->share * bpf_map__max_entries(map) + 1e-6);
}

static int map_check(const struct bpf_map *map, const struct filling *filling, struct error *err)
{
	const struct fill_type *type = type_find(map);
	uint64_t wanted = entries_wanted(map, filling);

	if (!type)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "is of a type that is not filled: hashes, LRU hashes, arrays, "
				 "each also per CPU, tries, queues, stacks and Bloom filters are");
	if (!wanted)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "has %u entries, of which this share is none",
				 bpf_map__max_entries(map));
	if (type->form != FORM_PUSH && fill_keys_most(varied_bytes(map, type)) < wanted)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "has fewer than %llu different keys, which are of %u bytes",
				 (unsigned long long)wanted, bpf_map__key_size(map));
	return 0;
}

int object_fill_check(struct bpf_object *object, const char *name, const char *how,
		      struct error *err)
{
	struct bpf_map *map = object_map_find(object, name, err);
	struct filling filling;
	int done;

	if (!map)
		return -ENOENT;
	done = filling_read(how, &filling, err);
	if (!done)
		done = map_check(map, &filling, err);
	return done < 0 ? error_prefix(err, done, "map '%s'", name) : 0;
}

/* One map under way. */
struct fill {
	const struct bpf_map *map;
	const struct fill_type *type;
	struct fill_keys keys;
	unsigned char *key, *value;
};

/* Of every CPU, each in its own eight bytes; the number 1 in each. */
static size_t value_bytes(const struct fill *fill)
{
	size_t size = bpf_map__value_size(fill->map);

	return fill->type->is_per_cpu ? (size + 7) / 8 * 8 * (size_t)libbpf_num_possible_cpus()
				      : size;
}

static void value_make(struct fill *fill)
{
	size_t size = bpf_map__value_size(fill->map);
	size_t step = fill->type->is_per_cpu ? (size + 7) / 8 * 8 : size + 1;

	for (size_t at = 0; at < value_bytes(fill); at += step)
		fill->value[at] = 1;
}

static bool fill_begin(struct fill *fill, const struct bpf_map *map, const struct filling *filling)
{
	const struct fill_type *type = type_find(map);

	*fill = (struct fill){ .map = map,
			       .type = type,
			       .keys = { .size = varied_bytes(map, type),
					 .is_sequential =
					     filling->is_sequential || type->form == FORM_INDEX } };
	fill->key = calloc(1, bpf_map__key_size(map) + 1);
	fill->value = calloc(1, value_bytes(fill) + 1);
	if (fill->value)
		value_make(fill);
	return fill->key && fill->value;
}

static void fill_end(struct fill *fill)
{
	free(fill->key);
	free(fill->value);
}

static void *key_next(struct fill *fill)
{
	size_t size = bpf_map__key_size(fill->map);
	size_t varied = fill->keys.size;
	__u32 bits = (__u32)(8 * varied);

	if (fill->type->form == FORM_PUSH) { /* of which the values differ */
		fill->keys.size = bpf_map__value_size(fill->map);
		fill_key_next(&fill->keys, fill->value);
		return NULL;
	}
	if (fill->type->form == FORM_PREFIX)
		memcpy(fill->key, &bits, sizeof(bits));
	fill_key_next(&fill->keys, fill->key + size - varied);
	return fill->key;
}

/* 0, or -EEXIST where the key is there already. */
static int entry_put(struct fill *fill)
{
	__u64 flags = fill->type->form == FORM_KEYS ? BPF_NOEXIST : BPF_ANY;

	return bpf_map_update_elem(bpf_map__fd(fill->map), key_next(fill), fill->value, flags);
}

static int entries_put(struct fill *fill, uint64_t wanted, uint64_t *ret_entries)
{
	uint64_t draws = wanted * DRAWS_AN_ENTRY;
	int done = 0;

	*ret_entries = 0;
	while (*ret_entries < wanted && draws-- && !done) {
		done = entry_put(fill);
		*ret_entries += !done;
		if (done == -EEXIST)
			done = 0;
	}
	return done;
}

/* What it still has of them. */
static uint64_t entries_count(struct fill *fill)
{
	int fd = bpf_map__fd(fill->map);
	const void *before = NULL;
	uint64_t count = 0;

	while (!bpf_map_get_next_key(fd, before, fill->key)) {
		before = fill->key;
		count++;
	}
	return count;
}

int object_fill(struct bpf_object *object, const char *name, const char *how, uint64_t *ret_entries,
		struct error *err)
{
	struct bpf_map *map = object_map_find(object, name, err);
	CLEANUP(fill_end) struct fill fill = {};
	struct filling filling;
	int done;

	if (!map || filling_read(how, &filling, err) || map_check(map, &filling, err))
		return -EINVAL;
	if (!fill_begin(&fill, map, &filling))
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	done = entries_put(&fill, entries_wanted(map, &filling), ret_entries);
	if (done < 0)
		return error_errno(err, ERROR_RESULT, -done,
				   "map '%s' could not be filled beyond %llu entries", name,
				   (unsigned long long)*ret_entries);
	if (fill.type->evicts)
		*ret_entries = entries_count(&fill);
	return 0;
}
