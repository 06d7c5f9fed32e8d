// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/arena.h"

#include <stdlib.h>

#define CHUNK_BYTES (1 << 20)
#define ALIGNMENT sizeof(double)

struct arena_chunk {
	struct arena_chunk *older;
	size_t used, size;
	double memory[]; /* of this type for its alignment */
};

static struct arena_chunk *chunk_new(struct arena *arena, size_t bytes)
{
	size_t size = bytes > CHUNK_BYTES ? bytes : CHUNK_BYTES;
	struct arena_chunk *chunk = malloc(sizeof(*chunk) + size);

	if (!chunk)
		return NULL;
	*chunk = (struct arena_chunk){ .older = arena->newest, .size = size };
	arena->newest = chunk;
	return chunk;
}

void *arena_take(struct arena *arena, size_t bytes)
{
	struct arena_chunk *chunk = arena->newest;
	void *piece;

	bytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (!chunk || chunk->size - chunk->used < bytes)
		chunk = chunk_new(arena, bytes);
	if (!chunk)
		return NULL;
	piece = (char *)chunk->memory + chunk->used;
	chunk->used += bytes;
	return piece;
}

void arena_release(struct arena *arena)
{
	while (arena->newest) {
		struct arena_chunk *older = arena->newest->older;

		free(arena->newest);
		arena->newest = older;
	}
}
