/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_DOUBLE_KEY_H
#define BPFTAX_STATS_DOUBLE_KEY_H

/*
 * Doubles as integers in the same order, so that they can be sorted digit by digit and halved
 * between any two.  Both zeros are 0; a NaN has no place.
 *
 *	double_to_key(a) < double_to_key(b)	// as a < b
 *	double_of_key(double_to_key(a))		// a
 */

#include <stdint.h>
#include <string.h>

static inline int64_t double_to_key(double value)
{
	int64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	return bits < 0 ? INT64_MIN - bits : bits;
}

static inline double double_of_key(int64_t key)
{
	int64_t bits = key < 0 ? INT64_MIN - key : key;
	double value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

#endif
