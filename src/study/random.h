/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RANDOM_H
#define BPFTAX_RANDOM_H

/*
 * Random numbers that are the same on every machine and in every version of libc.
 *
 *	struct random random;
 *
 *	random_seed(&random, random_derive(study->seed, "udp-drain", block));
 *	random_shuffle(&random, order, count, sizeof(*order));
 *
 * The generator is xoshiro256**, its state filled by splitmix64, both by David Blackman and
 * Sebastiano Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47 (2021),
 * https://prng.di.unimi.it/ (their code is in the public domain).  Not for secrets.
 */

#include <stddef.h>
#include <stdint.h>

struct random {
	uint64_t state[4];
};

/* The next number of splitmix64, whose state is any number. */
uint64_t random_splitmix(uint64_t *state);

/* Starts the generator; the same seed gives the same numbers. */
void random_seed(struct random *random, uint64_t seed);

/* The next 64 bits. */
uint64_t random_next(struct random *random);

/* Uniform from 0 to bound - 1, without bias; bound is at least 1. */
uint64_t random_below(struct random *random, uint64_t bound);

/* Fisher-Yates: every order of the count elements is equally likely. */
void random_shuffle(struct random *random, void *elements, size_t count, size_t size);

/*
 * A seed of its own for each (name, number) under one seed, so that drawing more for one does not
 * move what the others draw.
 */
uint64_t random_derive(uint64_t seed, const char *name, uint64_t number);

#endif
