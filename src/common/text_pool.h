/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMMON_TEXT_POOL_H
#define BPFTAX_COMMON_TEXT_POOL_H

/*
 * Texts that are kept once however often they come: half a million visits have a few dozen names.
 *
 *	struct text_pool pool = { 0 };
 *	char *name = text_pool_keep(&pool, text, strlen(text));
 *
 *	text_pool_release(&pool);
 */

#include "common/arena.h"

struct text_pool {
	struct arena arena;
	char **slots; /* a hash table with open addressing */
	size_t slot_count, count;
};

/* The pool's copy, which must not be changed; NULL when there is no memory. */
char *text_pool_keep(struct text_pool *pool, const char *text, size_t length);
void text_pool_release(struct text_pool *pool);

#endif
