// SPDX-License-Identifier: GPL-2.0-or-later
/* write_synthetic FILE: a store with the three synthetic runs (the golden files come from it). */
#include <stdio.h>
#include "synthetic_run.h"

int main(int argc, char **argv)
{
	struct error err;

	if (argc != 2)
		return 2;
	for (int kind = SYNTHETIC_SWITCH; kind <= SYNTHETIC_HOSTILE; kind++)
		if (synthetic_run_write(argv[1], kind, &err) < 0) {
			fprintf(stderr, "write_synthetic: %s\n", err.text);
			return err.kind;
		}
	return 0;
}
