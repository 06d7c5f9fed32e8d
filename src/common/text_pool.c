// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text_pool.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS_FIRST 64

/* FNV-1a (Fowler, Noll and Vo). */
static uint64_t hash_of(const char *text, size_t length)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
	return hash;
}

/* Where the text stands, or the free slot where it belongs. */
static char **find_slot(char **slots, size_t slot_count, const char *text, size_t length)
{
	size_t i = hash_of(text, length) % slot_count;

	while (slots[i] && (strncmp(slots[i], text, length) != 0 || slots[i][length] != '\0'))
		i = (i + 1) % slot_count;
	return &slots[i];
}

/* At most half full, so that a free slot is near. */
static int make_room(struct text_pool *pool)
{
	size_t larger = pool->slot_count ? 2 * pool->slot_count : SLOTS_FIRST;
	char **slots;

	if (2 * pool->count < pool->slot_count)
		return 0;
	slots = calloc(larger, sizeof(*slots));
	if (!slots)
		return -1;
	for (size_t i = 0; i < pool->slot_count; i++)
		if (pool->slots[i])
			*find_slot(slots, larger, pool->slots[i], strlen(pool->slots[i])) =
			    pool->slots[i];
	free(pool->slots);
	pool->slots = slots;
	pool->slot_count = larger;
	return 0;
}

char *text_pool_keep(struct text_pool *pool, const char *text, size_t length)
{
	char **slot, *copy;

	if (make_room(pool) < 0)
		return NULL;
	slot = find_slot(pool->slots, pool->slot_count, text, length);
	if (*slot)
		return *slot;
	copy = arena_take(&pool->arena, length + 1);
	if (!copy)
		return NULL;
	memcpy(copy, text, length);
	copy[length] = '\0';
	pool->count++;
	return *slot = copy;
}

void text_pool_release(struct text_pool *pool)
{
	arena_release(&pool->arena);
	free(pool->slots);
	*pool = (struct text_pool){ 0 };
}
