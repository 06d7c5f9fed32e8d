// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * write_synthetic FILE [study]: a store with the synthetic runs (the golden files come from it), or
 * with those that are like the default study.
 */
#include <stdio.h>
#include <string.h>
#include "common/cleanup.h"
#include "synthetic_run.h"

int main(int argc, char **argv)
{
	/* The last one is the newest. */
	static const enum synthetic_kind kinds[] = { SYNTHETIC_MICRO,	SYNTHETIC_EXACT,
						     SYNTHETIC_CELLS,	SYNTHETIC_SWITCH,
						     SYNTHETIC_RESTART, SYNTHETIC_HOSTILE };
	static const enum synthetic_kind studies[] = { SYNTHETIC_STUDY, SYNTHETIC_NOISY };
	const enum synthetic_kind *wanted = argc == 3 ? studies : kinds;
	size_t count = argc == 3 ? ARRAY_SIZE(studies) : ARRAY_SIZE(kinds);
	struct error err;

	if (argc != 2 && (argc != 3 || strcmp(argv[2], "study") != 0))
		return 2;
	for (size_t i = 0; i < count; i++)
		if (synthetic_run_write(argv[1], wanted[i], &err) < 0) {
			fprintf(stderr, "write_synthetic: %s\n", err.text);
			return err.kind;
		}
	return 0;
}
