// SPDX-License-Identifier: GPL-2.0-or-later
/* Chunks become bytes and chunks again; what is not such bytes is refused. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/packed_chunks.h"

static struct chunk_pass before[] = { { 100, false }, { 98, true }, { 0, false } };
static struct chunk_pass attached[] = { { 300000, false }, { 300000, false } };
static struct chunk_pass bare[] = { { 7, false }, { CHUNK_NUMBER_MOST, false } };
static struct chunk_pass slow[] = { { 9, true }, { 0, true } };
static uint64_t events[] = { 200, 1600 };

static const struct sample_chunks some = {
	.before = { before, 3 },
	.attached = { attached, 2 },
	.line = { .events = events, .bare = { bare, 2 }, .attached = { slow, 2 }, .count = 2 },
};

static const struct sample_chunks none = {};

static void expect_list(const struct chunk_list *found, const struct chunk_list *wanted)
{
	assert_int_equal(found->count, wanted->count);
	for (size_t i = 0; i < wanted->count; i++) {
		assert_true(found->passes[i].elapsed_ns == wanted->passes[i].elapsed_ns);
		assert_int_equal(found->passes[i].disturbed, wanted->passes[i].disturbed);
	}
}

static void expect_back(const struct sample_chunks *wanted)
{
	struct packed_chunks packed = {};
	struct sample_chunks found;

	assert_int_equal(chunks_pack(wanted, &packed), 0);
	assert_int_equal(chunks_unpack(packed.bytes, packed.length, &found), 0);
	expect_list(&found.before, &wanted->before);
	expect_list(&found.attached, &wanted->attached);
	expect_list(&found.after, &wanted->after);
	assert_int_equal(found.line.count, wanted->line.count);
	for (size_t i = 0; i < wanted->line.count; i++)
		assert_true(found.line.events[i] == wanted->line.events[i]);
	expect_list(&found.line.bare, &wanted->line.bare);
	expect_list(&found.line.attached, &wanted->line.attached);
	sample_chunks_release(&found);
	free(packed.bytes);
}

static void they_come_back(void **state)
{
	(void)state;
	expect_back(&some);
	expect_back(&none);
}

/* What is stored has to mean the same to every later version. */
static void the_bytes_are_these(void **state)
{
	static const unsigned char wanted[] = {
		1,		  /* version */
		3, 0x90, 3,	  /* before: 3, of which 100 is 2 * zigzag(100) = 400 */
		7, 0x86, 3,	  /* 98: 2 * zigzag(-2) + 1; 0: 2 * zigzag(-98) = 390 */
		1, 0xf8, 0x0a, 0, /* attached: 1, of 350 */
	};
	struct chunk_pass one[] = { { 350, false } };
	struct sample_chunks chunks = { .before = { before, 3 }, .attached = { one, 1 } };
	struct packed_chunks packed = {};

	(void)state;
	assert_int_equal(chunks_pack(&chunks, &packed), 0);
	assert_int_equal(packed.length, sizeof(wanted) + 1);
	assert_memory_equal(packed.bytes, wanted, sizeof(wanted));
	assert_int_equal(packed.bytes[sizeof(wanted)], 0); /* no line */
	free(packed.bytes);
}

static void what_is_cut_off_is_refused(void **state)
{
	struct packed_chunks packed = {};
	struct sample_chunks found = {};

	(void)state;
	assert_int_equal(chunks_pack(&some, &packed), 0);
	for (size_t length = 0; length < packed.length; length++)
		assert_int_equal(chunks_unpack(packed.bytes, length, &found), -EBADMSG);
	assert_null(found.before.passes);
	free(packed.bytes);
}

static void what_is_spoiled_is_refused(void **state)
{
	static const struct {
		unsigned char bytes[24];
		size_t length;
	} spoiled[] = {
		{ { 2, 0, 0, 0, 0 }, 5 },	/* another version */
		{ { 1, 0, 0, 0, 0, 0 }, 6 },	/* something after it */
		{ { 1, 0x80, 0, 0, 0, 0 }, 6 }, /* 0, longer than it has to be */
		{ { 1, 5, 0, 0, 0, 0 }, 6 },	/* more passes than bytes */
		{ { 1, 1, 2, 0, 0, 0 }, 6 },	/* before 0 */
		{ { 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0, 0, 0 }, 13 },
		{ { 1, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0, 0, 0 }, 14 },
		{ { 1, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01, 0, 0, 0 },
		  15 },
		{ { 1, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0, 0 },
		  16 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(spoiled) / sizeof(spoiled[0]); i++) {
		struct sample_chunks found = {};

		if (chunks_unpack(spoiled[i].bytes, spoiled[i].length, &found) != -EBADMSG)
			fail_msg("number %zu was taken", i);
	}
}

/* Bytes that are taken are those that packing gives: no two files say the same. */
static void what_is_taken_is_what_was_packed(void **state)
{
	struct packed_chunks packed = {};
	size_t taken = 0;

	(void)state;
	assert_int_equal(chunks_pack(&some, &packed), 0);
	for (size_t at = 0; at < packed.length; at++)
		for (int bit = 0; bit < 8; bit++) {
			struct packed_chunks again = {};
			struct sample_chunks found;

			packed.bytes[at] ^= (unsigned char)(1 << bit);
			if (chunks_unpack(packed.bytes, packed.length, &found) == 0) {
				assert_int_equal(chunks_pack(&found, &again), 0);
				assert_int_equal(again.length, packed.length);
				assert_memory_equal(again.bytes, packed.bytes, packed.length);
				sample_chunks_release(&found);
				free(again.bytes);
				taken++;
			}
			packed.bytes[at] ^= (unsigned char)(1 << bit);
		}
	assert_true(taken > 0 && taken < packed.length * 8);
	free(packed.bytes);
}

static void what_is_too_large_is_not_packed(void **state)
{
	struct chunk_pass pass = { CHUNK_NUMBER_MOST + 1, false };
	struct sample_chunks chunks = { .after = { &pass, 1 } };
	struct packed_chunks packed = {};

	(void)state;
	assert_int_equal(chunks_pack(&chunks, &packed), -ERANGE);
	assert_null(packed.bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_come_back),
		cmocka_unit_test(the_bytes_are_these),
		cmocka_unit_test(what_is_cut_off_is_refused),
		cmocka_unit_test(what_is_spoiled_is_refused),
		cmocka_unit_test(what_is_taken_is_what_was_packed),
		cmocka_unit_test(what_is_too_large_is_not_packed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
