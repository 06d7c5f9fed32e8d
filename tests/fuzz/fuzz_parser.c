// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One parser under libFuzzer (https://llvm.org/docs/LibFuzzer.html); which, FUZZ_PARSER in the
 * environment says.  Under the name `import` half of the mutations are ours, which know lines and
 * fields.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "mutate.h"
#include "parsers.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t size_most);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t size_most, unsigned int seed);

static const struct fuzz_parser *parser; /* libFuzzer hands its functions no context */

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *name = getenv("FUZZ_PARSER");

	(void)argc;
	(void)argv;
	parser = name ? fuzz_parser_find(name) : NULL;
	fuzz_require(parser != NULL, "FUZZ_PARSER names no parser");
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	parser->take(data, size);
	return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t size_most, unsigned int seed)
{
	struct random random;
	size_t length;
	char *mutant;

	if (seed % 2 || strcmp(parser->name, "import") != 0)
		return LLVMFuzzerMutate(data, size, size_most);
	random_seed(&random, seed);
	mutant = mutate_run((const char *)data, size, &random, &length);
	if (!mutant || length > size_most) {
		free(mutant);
		return LLVMFuzzerMutate(data, size, size_most);
	}
	memcpy(data, mutant, length);
	free(mutant);
	return length;
}
