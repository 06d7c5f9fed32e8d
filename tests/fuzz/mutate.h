/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FUZZ_MUTATE_H
#define FUZZ_MUTATE_H

/*
 * An exported run with a few things wrong: lines that are missing, doubled, exchanged or cut off,
 * bytes that were turned, fields with values that nobody expects.  Most mutants keep a last line
 * that counts right, so that what is behind that check is reached too.
 *
 *	random_seed(&random, seed);
 *	mutant = mutate_run(bytes, length, &random, &mutant_length);
 *
 * The caller frees; NULL without memory.  The same seed gives the same mutant everywhere.
 */

#include <stddef.h>
#include "study/random.h"

char *mutate_run(const char *bytes, size_t length, struct random *random, size_t *ret_length);

#endif
