/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_UNITS_H
#define BPFTAX_UNITS_H

/*
 * Numbers with units, as people type them: read strictly, refused with a reason.
 *
 *	uint64_t window_ns;
 *	char text[DURATION_TEXT_SIZE];
 *
 *	if (duration_parse("1.5s", &window_ns, &err) < 0)
 *		return error_prefix(&err, -EINVAL, "window");
 *	puts(duration_format(text, sizeof(text), window_ns));     // 1500ms
 *
 * Every parser returns 0, or -EINVAL with ERROR_USAGE and a sentence that quotes the text; its
 * output stays untouched then.  Signs, blanks and trailing characters are never accepted.
 */

#include <stddef.h>
#include <stdint.h>
#include "common/error.h"

/* Holds every duration that duration_format() writes. */
#define DURATION_TEXT_SIZE 32

/*
 * "50ns", "10us", "250ms", "2s", "5m", "1h"; decimal fractions such as "1.5s" as long as they are
 * whole nanoseconds.  "0" needs no unit.
 */
int duration_parse(const char *text, uint64_t *ret_ns, struct error *err);

/* The duration in the largest unit that keeps it whole; duration_parse() reads it back exactly. */
char *duration_format(char *buffer, size_t size, uint64_t duration_ns);

/* A whole number from min to max, both included. */
int count_parse(const char *text, uint64_t min, uint64_t max, uint64_t *ret_count,
		struct error *err);

/* "1", "0.5" or "2.5%": from 0 to below 100, six decimals at most. */
int percent_parse(const char *text, double *ret_percent, struct error *err);

/* An amount of memory in MiB: "512", "512M" or "1G" (1024 MiB). */
int memory_parse(const char *text, uint64_t *ret_mib, struct error *err);

/*
 * A bit rate as iperf3 takes it: "1G", "10M", "2.5k", a plain number, or 0 for no limit.  Its
 * factors are decimal (iperf3's unit_atof_rate()).
 */
int bitrate_parse(const char *text, uint64_t *ret_bits_per_s, struct error *err);

#endif
