/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_PERF_FORMAT_H
#define BPFTAX_AGENT_PERF_FORMAT_H

/*
 * Where in a perf event's config a field stands, by the format files of its PMU in sysfs
 * (kernel/events/core.c): "config:0", "config:32-63".
 *
 *	config |= value << perf_format_shift(PMU "/format/ref_ctr_offset", 32);
 */

/* The first bit of the file's field; otherwise what is given, where there is no such file. */
unsigned int perf_format_shift(const char *path, unsigned int otherwise);

/* The same of the file's text, which may be NULL. */
unsigned int perf_format_parse(const char *text, unsigned int otherwise);

#endif
