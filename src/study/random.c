// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/random.h"

#include <string.h>

uint64_t random_splitmix(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

void random_seed(struct random *random, uint64_t seed)
{
	for (size_t i = 0; i < 4; i++)
		random->state[i] = random_splitmix(&seed);
}

static uint64_t rotate_left(uint64_t x, unsigned int bits)
{
	return x << bits | x >> (64 - bits);
}

uint64_t random_next(struct random *random)
{
	uint64_t *s = random->state;
	uint64_t result = rotate_left(s[1] * 5, 7) * 9;
	uint64_t t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotate_left(s[3], 45);
	return result;
}

uint64_t random_below(struct random *random, uint64_t bound)
{
	/* 2^64 mod bound: below it, the remainders would not be equally many. */
	uint64_t first = -bound % bound;
	uint64_t number;

	do
		number = random_next(random);
	while (number < first);
	return number % bound;
}

static void swap(char *a, char *b, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		char byte = a[i];

		a[i] = b[i];
		b[i] = byte;
	}
}

void random_shuffle(struct random *random, void *elements, size_t count, size_t size)
{
	char *base = elements;

	for (size_t i = count; i > 1; i--) {
		size_t j = random_below(random, i);

		if (j != i - 1)
			swap(base + j * size, base + (i - 1) * size, size);
	}
}

/* FNV-1a, 64 bits (Fowler, Noll, Vo; http://www.isthe.com/chongo/tech/comp/fnv/). */
static uint64_t name_hash(const char *name)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (; *name; name++)
		hash = (hash ^ (unsigned char)*name) * 0x100000001b3u;
	return hash;
}

uint64_t random_derive(uint64_t seed, const char *name, uint64_t number)
{
	uint64_t state = seed;

	state = random_splitmix(&state) ^ name_hash(name);
	state = random_splitmix(&state) ^ number;
	return random_splitmix(&state);
}
