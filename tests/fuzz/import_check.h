/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FUZZ_IMPORT_CHECK_H
#define FUZZ_IMPORT_CHECK_H

/*
 * What must hold of any bytes that are imported, by libFuzzer or by a test with a fixed seed:
 *
 * - a refused file leaves no row in the store, and one sentence of one line;
 * - a run that was taken can be exported, and its export is the same run: importing it again
 *   changes nothing;
 * - such a run can be reported in every format and held against itself, whatever its numbers say.
 *
 *	import_check(bytes, length);      // returns, or abort()s with a sentence on stderr
 */

#include <stdbool.h>
#include <stddef.h>

/* Whether the bytes were taken as a run. */
bool import_check(const char *bytes, size_t length);

#endif
