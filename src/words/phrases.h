/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_PHRASES_H
#define BPFTAX_WORDS_PHRASES_H

/* What several formats say in the same words. */

#include <jansson.h>
#include <stdint.h>
#include "protocol/workloads.h"

#define ISO_TIME_LENGTH 21

/* "2023-11-14T22:13:20Z" */
void format_iso_time(int64_t unix_s, char buffer[ISO_TIME_LENGTH]);

/* "Linux 6.12.117, Some CPU, 2 CPUs, tcg (emulated)"; the caller frees, NULL without memory. */
char *format_machine(const json_t *facts);

/*
 * The text with what an operation is called in the places of {a}, {one}, {many} and {done}: "us {a}
 * {one}" is "us a datagram".  The caller frees, NULL without memory.
 */
char *operation_fill(const char *text, const struct operation_words *words);

/* " (git 1a2b3c4d5e6f, modified)": of a kernel from a build tree; "" of any other. */
char *format_revision(const json_t *facts);

/* Without the kernel: "Some CPU, 2 CPUs, tcg (emulated)"; "" where nothing is known of it. */
char *format_processor(const json_t *facts);

/* "4m 03s"; "unknown" for NaN.  At most 31 characters. */
void format_duration(double seconds, char buffer[32]);

#endif
