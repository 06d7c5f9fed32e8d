// SPDX-License-Identifier: GPL-2.0-or-later
/* SHA-256 by FIPS 180-4: its examples, and every way in which a last block can be filled. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/digest.h"

static void examples(void **state)
{
	char hex[DIGEST_TEXT_SIZE];

	(void)state;
	digest_text("", 0, hex);
	assert_string_equal(hex,
			    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	digest_text("abc", 3, hex);
	assert_string_equal(hex,
			    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	digest_text("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, hex);
	assert_string_equal(hex,
			    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

/* A length of 55 is the last that shares its block with the padding; 64 leaves an empty one. */
static void last_blocks(void **state)
{
	static const struct {
		size_t length;
		const char *hex;
	} of_a[] = {
		{ 54, "a3f01b6939256127582ac8ae9fb47a382a244680806a3f613a118851c1ca1d47" },
		{ 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318" },
		{ 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a" },
		{ 63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34" },
		{ 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb" },
	};
	char bytes[64], hex[DIGEST_TEXT_SIZE];

	(void)state;
	memset(bytes, 'a', sizeof(bytes));
	for (size_t i = 0; i < sizeof(of_a) / sizeof(*of_a); i++) {
		digest_text(bytes, of_a[i].length, hex);
		assert_string_equal(hex, of_a[i].hex);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(examples),
		cmocka_unit_test(last_blocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
