/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMMON_ARENA_H
#define BPFTAX_COMMON_ARENA_H

/*
 * Many small pieces of memory that are released together.
 *
 *	struct arena arena = { 0 };
 *	double *values = arena_take(&arena, count * sizeof(*values));
 *
 *	arena_release(&arena);
 */

#include <stddef.h>

struct arena_chunk;

struct arena {
	struct arena_chunk *newest;
};

/* Memory aligned for a double or a pointer, which stays where it is; NULL when there is none. */
void *arena_take(struct arena *arena, size_t bytes);
void arena_release(struct arena *arena);

#endif
