/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLI_BISECT_NAMES_H
#define BPFTAX_CLI_BISECT_NAMES_H

/*
 * Which configurations a rule of `bpftax bisect` is for.
 *
 *	CLEANUP(bisect_names_clear) struct bisect_names names = { 0 };
 *
 *	if (bisect_names_find("fentry*-null", &names, &err) == 0)
 *		for (size_t i = 0; i < names.count; i++)
 *			look_for(names.words[i]);       // "fentry-null", "fentry-multi-null", ...
 */

#include <stddef.h>
#include "common/error.h"

struct bisect_names {
	char **words;
	size_t count;
};

void bisect_names_clear(struct bisect_names *names);

/*
 * A name is itself.  A pattern of the shell stands for each mechanism with each program that has no
 * number in its name and that it fits: without statistics, or where it fits none of these
 * ("*-stat"), with them.  -EINVAL and ERROR_USAGE, with the name that was probably meant, when it
 * fits none.
 */
int bisect_names_find(const char *pattern, struct bisect_names *ret_names, struct error *err);

#endif
