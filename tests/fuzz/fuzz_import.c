// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The import of a run under libFuzzer (https://llvm.org/docs/LibFuzzer.html): `make fuzz`.  Its
 * corpus are exported runs; half of the mutations are ours, which know lines and fields.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "import_check.h"
#include "mutate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t size_most);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t size_most, unsigned int seed);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	import_check((const char *)data, size);
	return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t size_most, unsigned int seed)
{
	struct random random;
	size_t length;
	char *mutant;

	if (seed % 2)
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
