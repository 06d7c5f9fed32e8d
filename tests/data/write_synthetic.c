// SPDX-License-Identifier: GPL-2.0-or-later
/* write_synthetic FILE: a store with the synthetic runs (the golden files come from it). */
#include <stdio.h>
#include "synthetic_run.h"

int main(int argc, char **argv)
{
	/* The last one is the newest. */
	static const enum synthetic_kind kinds[] = { SYNTHETIC_MICRO,	SYNTHETIC_EXACT,
						     SYNTHETIC_CELLS,	SYNTHETIC_SWITCH,
						     SYNTHETIC_RESTART, SYNTHETIC_HOSTILE };
	struct error err;

	if (argc != 2)
		return 2;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (synthetic_run_write(argv[1], kinds[i], &err) < 0) {
			fprintf(stderr, "write_synthetic: %s\n", err.text);
			return err.kind;
		}
	return 0;
}
