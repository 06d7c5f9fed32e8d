/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_FILL_KEYS_H
#define BPFTAX_AGENT_FILL_KEYS_H

/*
 * How a map is to be filled, and with which keys.  Pure.
 *
 *	struct filling filling;
 *	struct fill_keys keys = { .size = 4 };
 *
 *	filling_read("0.9:sequential", &filling, &err);
 *	keys.is_sequential = filling.is_sequential;
 *	while (wanted--)
 *		fill_key_next(&keys, key);
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/error.h"

struct filling {
	double share; /* above 0, at most 1 */
	bool is_sequential;
};

/* "0.9", "90%", "1:random", "0.5:sequential".  -EINVAL with ERROR_USAGE. */
int filling_read(const char *text, struct filling *ret_filling, struct error *err);

struct fill_keys {
	size_t size; /* of a key */
	bool is_sequential;
	uint64_t drawn; /* how many so far */
};

/*
 * Writes the next key: its number as a little-endian one, or bytes of splitmix64 (Steele, Lea and
 * Flood 2014), which may come twice where keys are short.
 */
void fill_key_next(struct fill_keys *keys, unsigned char *ret_key);

/* How many different keys there are of so many bytes, at most UINT64_MAX. */
uint64_t fill_keys_most(size_t size);

#endif
