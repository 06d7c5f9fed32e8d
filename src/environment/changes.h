/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CHANGES_H
#define BPFTAX_CHANGES_H

/*
 * What of a machine was another after a run than before it.  Pure.
 *
 *	json_t *sentences = changes_describe(before, after);
 *		// ["the frequency governor changed from performance to powersave during the run"]
 *
 * A fact that only one side has is no change: it could not be read once.  A row of the table in
 * changes.c says which facts are looked at, under which name, and from which difference on.
 */

#include <jansson.h>

/* A new array of sentences, without capital and full stop. */
json_t *changes_describe(const json_t *before, const json_t *after);

#endif
