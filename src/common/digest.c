// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/digest.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define BLOCK 64

static const uint32_t first[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
				   0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };

static const uint32_t constants[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
	0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
	0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
	0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
	0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
	0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
	0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
	0xc67178f2
};

static uint32_t turned(uint32_t value, int by)
{
	return value >> by | value << (32 - by);
}

/* The message schedule of section 6.2.2. */
static void schedule_make(const unsigned char *block, uint32_t schedule[64])
{
	for (int i = 0; i < 16; i++)
		schedule[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
			      (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
	for (int i = 16; i < 64; i++) {
		uint32_t a = schedule[i - 15], b = schedule[i - 2];

		schedule[i] = schedule[i - 16] + (turned(a, 7) ^ turned(a, 18) ^ a >> 3) +
			      schedule[i - 7] + (turned(b, 17) ^ turned(b, 19) ^ b >> 10);
	}
}

/* One round on a to h, the standard's names for the eight words. */
static void round_run(uint32_t w[8], uint32_t added)
{
	uint32_t a = w[0], e = w[4];
	uint32_t one = w[7] + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) +
		       ((e & w[5]) ^ (~e & w[6])) + added;
	uint32_t two = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) +
		       ((a & w[1]) ^ (a & w[2]) ^ (w[1] & w[2]));

	memmove(w + 1, w, 7 * sizeof(*w));
	w[4] += one;
	w[0] = one + two;
}

static void block_add(uint32_t state[8], const unsigned char *block)
{
	uint32_t schedule[64], working[8];

	schedule_make(block, schedule);
	memcpy(working, state, sizeof(working));
	for (int i = 0; i < 64; i++)
		round_run(working, constants[i] + schedule[i]);
	for (int i = 0; i < 8; i++)
		state[i] += working[i];
}

/* What is left, a 1 bit, zeroes, and the length in bits: one block or two. */
static void end_add(uint32_t state[8], const unsigned char *rest, size_t count, uint64_t length)
{
	unsigned char end[2 * BLOCK] = { 0 };
	size_t size = count + 9 > BLOCK ? 2 * BLOCK : BLOCK;

	if (count)
		memcpy(end, rest, count);
	end[count] = 0x80;
	for (size_t i = 0; i < 8; i++)
		end[size - 1 - i] = (unsigned char)(length * 8 >> 8 * i);
	for (size_t at = 0; at < size; at += BLOCK)
		block_add(state, end + at);
}

void digest_text(const void *bytes, size_t length, char ret_hex[DIGEST_TEXT_SIZE])
{
	const unsigned char *at = bytes;
	size_t left = length;
	uint32_t state[8];

	memcpy(state, first, sizeof(state));
	for (; left >= BLOCK; left -= BLOCK, at += BLOCK)
		block_add(state, at);
	end_add(state, at, left, length);
	for (int i = 0; i < 8; i++)
		snprintf(ret_hex + 8 * i, 9, "%08x", state[i]);
}
