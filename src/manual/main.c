// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bpftax-manual TEMPLATE: prints the template, with what comes from the program's own tables in its
 * place.  Runs while building and is not installed.
 */
#include "common/cleanup.h"
#include "manual/template.h"

#include <stdio.h>

int main(int argc, char **argv)
{
	CLEANUP_FILE FILE *template = argc == 2 ? fopen(argv[1], "re") : NULL;
	struct error err = { 0 };

	if (!template) {
		fprintf(stderr, "usage: bpftax-manual TEMPLATE\n");
		return 2;
	}
	if (template_print(template, argv[1], stdout, &err) < 0) {
		fprintf(stderr, "bpftax-manual: %s\n", err.text);
		return 1;
	}
	return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
