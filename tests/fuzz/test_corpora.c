// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The corpora that are kept, replayed, and mutants of them, the same at every call: bytes turned,
 * taken out, doubled, and parts of two put together.  `make fuzz` goes on from there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <glob.h>

#include "common/cleanup.h"
#include "common/file.h"
#include "parsers.h"
#include "study/random.h"

#define MUTANTS 60 /* of each file */
#define CHANGES_MOST 4

struct bytes {
	uint8_t *bytes;
	size_t length;
};

static uint8_t interesting(struct random *random)
{
	static const uint8_t values[] = {
		0, 1, 0x7f, 0x80, 0xff, '\n', ' ', '"', '-', '0', '9', '['
	};

	return random_below(random, 2) ? values[random_below(random, sizeof(values))]
				       : (uint8_t)random_below(random, 256);
}

static void stretch_remove(struct bytes *mutant, size_t at, size_t length)
{
	memmove(mutant->bytes + at, mutant->bytes + at + length, mutant->length - at - length);
	mutant->length -= length;
}

/* At most as long again: there is room for it. */
static void stretch_double(struct bytes *mutant, size_t at, size_t length)
{
	memmove(mutant->bytes + at + length, mutant->bytes + at, mutant->length - at);
	mutant->length += length;
}

static void change(struct bytes *mutant, struct random *random)
{
	size_t at = random_below(random, mutant->length);
	size_t length = 1 + random_below(random, mutant->length - at);

	switch (random_below(random, 8)) {
	case 0:
		stretch_remove(mutant, at, length);
		break;
	case 1:
		stretch_double(mutant, at, length);
		break;
	case 2:
		mutant->length = at;
		break;
	case 3:
		mutant->bytes[at] ^= (uint8_t)(1u << random_below(random, 8));
		break;
	default:
		mutant->bytes[at] = interesting(random);
	}
}

static void mutant_take(const struct fuzz_parser *parser, const struct bytes *original,
			struct random *random)
{
	size_t changes = 1 + random_below(random, CHANGES_MOST);
	struct bytes mutant = { malloc((original->length << CHANGES_MOST) + 1), original->length };
	uint8_t *exact;

	assert_non_null(mutant.bytes);
	memcpy(mutant.bytes, original->bytes, original->length);
	for (size_t i = 0; i < changes && mutant.length; i++)
		change(&mutant, random);
	/* As long as it is, so that a sanitizer sees the byte behind its end. */
	exact = malloc(mutant.length + !mutant.length);
	assert_non_null(exact);
	memcpy(exact, mutant.bytes, mutant.length);
	parser->take(exact, mutant.length);
	free(exact);
	free(mutant.bytes);
}

static void file_take(const struct fuzz_parser *parser, const char *path, uint64_t number)
{
	struct bytes original = { 0 };
	struct error err = { 0 };

	if (file_read(path, (char **)&original.bytes, &original.length, &err) < 0)
		fail_msg("%s", err.text);
	parser->take(original.bytes, original.length);
	for (uint64_t i = 0; i < MUTANTS; i++) {
		struct random random;

		random_seed(&random, random_derive(number, parser->name, i));
		mutant_take(parser, &original, &random);
	}
	free(original.bytes);
}

static void corpus_take(void **state)
{
	const struct fuzz_parser *parser = *state;
	CLEANUP_FREE char *pattern = file_path(CORPUS "/%s/*", parser->name);
	glob_t files = { 0 };

	parser->take((const uint8_t *)"", 0);
	assert_int_equal(glob(pattern, 0, NULL, &files), 0);
	for (size_t i = 0; i < files.gl_pathc; i++)
		file_take(parser, files.gl_pathv[i], i);
	print_message("%s: %zu files and %zu mutants\n", parser->name, files.gl_pathc,
		      files.gl_pathc * MUTANTS);
	globfree(&files);
}

int main(int argc, char **argv)
{
	struct CMUnitTest test = { .test_func = corpus_take };

	assert_int_equal(argc, 2);
	test.name = argv[1];
	test.initial_state = (void *)fuzz_parser_find(argv[1]);
	if (!test.initial_state)
		return 2;
	return _cmocka_run_group_tests(argv[1], &test, 1, NULL, NULL);
}
